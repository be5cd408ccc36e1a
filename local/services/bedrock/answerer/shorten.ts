const maxQuote = 1000;

/** The first lines of a long table are enough, and the beginning of a long line. */
export function shorten(text: string): string {
  if (text.length <= maxQuote) return text;
  const lineEnd = text.lastIndexOf('\n', maxQuote);
  // Half of a surrogate pair is no character.
  const begin = lineEnd > 0 ? text.slice(0, lineEnd) : text.slice(0, maxQuote).replace(/[\uD800-\uDBFF]$/, '');
  return `${begin}\n…`;
}
