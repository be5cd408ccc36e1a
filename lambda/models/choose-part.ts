import { createHash } from 'node:crypto';

/** Aliases and how much of the traffic each has: whole numbers, of any sum. */
export type Parts = Readonly<Record<string, number>>;

/**
 * The part that a key has. The same key has always the same one, and when a weight changes, only as many keys move as must: who is shown another model in
 * the middle of a conversation loses its cache, and may be told something else.
 */
export function choosePart(name: string, parts: Parts, key: string): string {
  const entries = Object.entries(parts);
  const sum = entries.reduce((total, [, weight]) => total + weight, 0);
  let left = (createHash('sha256').update(`${name}\n${key}`).digest().readUInt32BE() / 2 ** 32) * sum;
  return entries.find(([, weight]) => (left -= weight) < 0)?.[0] ?? '';
}
