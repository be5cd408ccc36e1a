import { randomBytes } from 'node:crypto';
import type { Passage } from '../search/passage.ts';

/**
 * Passages as a model reads them that is asked for their numbers. The name of the tags is new each time: no document can end its source, or begin
 * another one.
 * @param first the number of the first one
 */
export function toNumbered(passages: readonly Passage[], first = 1): string {
  const nonce = randomBytes(6).toString('hex');
  const sources = passages.map(
    ({ title, text }, at) =>
      `<source-${nonce} n="${first + at}" title="${title.replaceAll(/["<>]/g, "'")}">\n${text}\n</source-${nonce}>`,
  );
  return `<sources-${nonce}>\n${sources.join('\n')}\n</sources-${nonce}>`;
}
