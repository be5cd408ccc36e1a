import { wholeCharacters } from '../search/whole-characters.ts';

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });
const words = new Intl.Segmenter('und', { granularity: 'word' });

const maxCharacters = 300;
/** With less in common it could be any sentence. */
const leastShared = 2;

/** The sentence of a passage that has the most words of what was said before it was cited. Undefined if none is about it. */
export function toQuote(passage: string, said: string): string | undefined {
  const wanted = toWords(said);
  let best: { readonly text: string; readonly shared: number } | undefined;
  for (const { segment } of sentences.segment(unwrapped(passage))) {
    const shared = [...toWords(segment)].filter((word) => wanted.has(word)).length;
    if (shared >= leastShared && shared > (best?.shared ?? 0)) best = { text: segment.trim(), shared };
  }
  return best && shorten(best.text);
}

/** Sentences go on in the next line, but for those of lists, tables and headings. */
function unwrapped(text: string): string {
  return text.replaceAll(/\n(?![\n\-*|#>\d])/g, ' ');
}

function toWords(text: string): Set<string> {
  return new Set(
    [...words.segment(text)].flatMap(({ segment, isWordLike }) => (isWordLike ? segment.toLowerCase() : [])),
  );
}

function shorten(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length > maxCharacters ? `${wholeCharacters(flat.slice(0, maxCharacters))}…` : flat;
}
