import type { FindPassages } from './find-passages.ts';
import type { Passage } from './passages.ts';
import { shorten } from './shorten.ts';

const announcement =
  "This is Rivulet's local Bedrock stand-in, not a language model: it only quotes the project's documentation.";
const maxTopics = 8;

/** An answer that states what it is and where every quoted line comes from. */
export function writeAnswer(question: string, find: FindPassages, passages: readonly Passage[]): string {
  const quotes = find(question).map(({ file, heading, text }) => `${file}, "${heading}":\n\n${shorten(text)}`);
  const parts = quotes.length > 0 ? quotes : [describeTopics(passages)];
  return [announcement, ...parts].join('\n\n');
}

function describeTopics(passages: readonly Passage[]): string {
  if (passages.length === 0) return 'It found no README.md and no docs/ to quote.';
  const topics = [...new Set(passages.map(({ heading }) => heading))].slice(0, maxTopics);
  return `It can quote these sections: ${topics.join('; ')}. Ask about one of them.`;
}
