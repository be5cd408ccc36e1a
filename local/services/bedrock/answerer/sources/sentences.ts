const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

const maxChars = 300;

/**
 * The sentences of a passage that can be quoted in a line of text: not its code, without Markdown's signs at the beginning of a line, without links, which lead
 * elsewhere from there, and without what a reader of the answer would take for code or for a mark of the answer itself.
 */
export function toSentences(text: string): readonly string[] {
  return text
    .replaceAll(/^(```|~~~)[^]*?^\1.*$/gm, '')
    .split('\n')
    .filter((line) => !/^\s*(?:#|```|~~~|\|[\s|:-]+$)/.test(line))
    .join('\n')
    .split(/\n\s*\n|\n(?=\s*(?:[-*+>|]|\d+\.) ?)/)
    .flatMap((paragraph) => [...segmenter.segment(toLine(paragraph))])
    .map(({ segment }) => shorten(segment.trim()))
    .filter((sentence) => /\p{L}/u.test(sentence));
}

function toLine(paragraph: string): string {
  return paragraph
    .replace(/^\s*(?:[-*+>]|\d+\.) +/, '')
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .replaceAll(/\s*\|\s*/g, ' – ')
    .replaceAll(/`|\*\*/g, '')
    .replaceAll(/!?\[([^\]\n]{0,200})\]\([^)\n]{0,300}\)/g, '$1')
    .replaceAll(/\[[\d\s,]*\]/g, '')
    .replaceAll(/\s+/g, ' ');
}

function shorten(sentence: string): string {
  if (sentence.length <= maxChars) return sentence;
  // Half of a surrogate pair is no character.
  return `${sentence.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
