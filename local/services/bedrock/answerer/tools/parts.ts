const asking =
  'what|how|why|where|when|who|which|is|are|do|does|can|could|should|tell|explain|show|describe|find|search|look|calculate';

/** Between sentences, and where a sentence begins to ask for something else. */
const between = new RegExp(
  `(?<=[?？!！;\\n])|(?<=[.。])\\s|(?:,\\s*(?:(?:and|then|also)\\s+)?|\\s+(?:and|then|also)\\s+)(?=(?:${asking})\\b)`,
  'i',
);
const begins = new RegExp(`^(?:(?:and|then|also|please|so)\\s+)*(?:${asking})\\b`, 'i');

/** The parts of a question that may ask different tools. */
export function toParts(question: string): readonly string[] {
  return question
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** It asks for something, and is no greeting and no remark. */
export function isRequest(part: string): boolean {
  return /[?？]$/.test(part) || begins.test(part);
}
