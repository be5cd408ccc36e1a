const maxChars = 300;

/** What says best why a client failed, the best first: a refusal's message, an error with its name, a status. */
const tellings = [
  /"message": ?"(?<reason>(?:[^"\\]|\\.)+)"/,
  /message: '(?<reason>[^']+)'/,
  /(?<reason>\w*[Ee]rror: .+)/,
  /(?<reason>.*\b[45]\d\d\b.*)/,
];

/** One line of a client's output: why it failed, or the last one. */
export function toReason(text: string): string {
  const told = tellings.flatMap((telling) => telling.exec(text)?.groups?.['reason'] ?? [])[0];
  const reason = (told ?? text.split('\n').findLast((line) => line.trim() !== '') ?? 'it printed nothing').trim();
  return reason.length > maxChars ? `${reason.slice(0, maxChars)}…` : reason;
}
