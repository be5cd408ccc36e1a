import type { FindPassages } from './find-passages.ts';
import type { Passage } from './passages.ts';
import { shorten } from './shorten.ts';
import { standIn } from './stand-in.ts';

const maxTopics = 8;

/**
 * An answer that states what it is and where every quoted line comes from.
 * @param askable the tools that the request offers and that a question could ask, each with an example
 */
export function writeAnswer(
  question: string,
  find: FindPassages,
  passages: readonly Passage[],
  askable: readonly string[],
): string {
  const quotes = find(question).map(({ file, heading, text }) => `${file}, "${heading}":\n\n${shorten(text)}`);
  const parts = quotes.length > 0 ? quotes : [describeTopics(passages)];
  return [announce(askable), ...parts].join('\n\n');
}

function announce(askable: readonly string[]): string {
  if (askable.length === 0) return `${standIn}: it only quotes the project's documentation.`;
  return `${standIn}: it quotes the project's documentation, and asks tools by plain rules: ${askable.join(', ')}.`;
}

function describeTopics(passages: readonly Passage[]): string {
  if (passages.length === 0) return 'It found no README.md and no docs/ to quote.';
  const topics = [...new Set(passages.map(({ heading }) => heading))].slice(0, maxTopics);
  return `It can quote these sections: ${topics.join('; ')}. Ask about one of them.`;
}
