/** Line breaks of Unicode that JSON leaves as they are: some clients split lines at them, in the middle of an event. */
const lineBreaks = /[\u0085\u2028\u2029]/g;
const hasLineBreak = /[\u0085\u2028\u2029]/;

/** JSON that is one line to every client. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  return hasLineBreak.test(json) ? json.replaceAll(lineBreaks, toEscape) : json;
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
