/** What was cut may end with half of a pair. */
export function wholeCharacters(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '').toWellFormed();
}
