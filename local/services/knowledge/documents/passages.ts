/** A piece of a document that a search finds. */
export interface Passage {
  readonly text: string;
  /** Of a PDF; counts from 1. */
  readonly page?: number;
}

/** About 300 tokens of English, which is Bedrock's default. */
const maxChars = 1200;
/** A heading begins a passage of its own when the one before it is at least so long. */
const minChars = 400;
/** So much of a text without any paragraph is searched for the ends of sentences at once. */
const windowChars = 20_000;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Cuts a text between paragraphs, paragraphs that are too long between sentences, and sentences that are too long anywhere. */
export function toPassages(text: string): readonly Passage[] {
  const passages: Passage[] = [];
  let passage = '';
  const flush = (): void => {
    if (passage.trim() !== '') passages.push({ text: passage.trim() });
    passage = '';
  };
  for (const paragraph of text.split(/\n[ \t]*\r?\n/)) {
    if (isHeading(paragraph) && passage.length >= minChars) flush();
    for (const part of toParts(paragraph)) {
      if (passage.length + part.length > maxChars) flush();
      passage += part;
    }
    passage += '\n\n';
  }
  flush();
  return passages;
}

function isHeading(paragraph: string): boolean {
  return /^\s{0,3}#{1,6} /.test(paragraph);
}

function* toParts(paragraph: string): Generator<string> {
  if (paragraph.length <= maxChars) return yield paragraph;
  for (const part of cut(paragraph, windowChars)) {
    for (const { segment } of sentences.segment(part)) yield* cut(segment, maxChars);
  }
}

/** Never between the two halves of one character. */
function* cut(text: string, chars: number): Generator<string> {
  let at = 0;
  while (at < text.length) {
    const end = at + chars;
    const isHalf = /^[\uDC00-\uDFFF]/.test(text.slice(end, end + 1));
    yield text.slice(at, isHalf ? end - 1 : end);
    at = isHalf ? end - 1 : end;
  }
}
