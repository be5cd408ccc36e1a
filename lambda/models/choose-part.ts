import { createHash } from 'node:crypto';

/** Aliases and how much of the traffic each has: whole numbers, of any sum. */
export type Parts = Readonly<Record<string, number>>;

/**
 * The part that a key has. The same key has always the same one, and when weights change, few more keys move than must, whatever the parts' order: who is shown
 * another model in the middle of a conversation loses its cache, and may be told something else. Each part draws a time, the shorter the heavier it is, and
 * the first has the key (weighted rendezvous hashing).
 */
export function choosePart(name: string, parts: Parts, key: string): string {
  const times = Object.entries(parts).map(([part, weight]) => ({
    part,
    time: -Math.log(draw([name, key, part])) / weight,
  }));
  return times.reduce((first, each) => (each.time < first.time ? each : first), { part: '', time: Infinity }).part;
}

/** Above 0 and at most 1. */
function draw(names: readonly string[]): number {
  return (createHash('sha256').update(names.join('\n')).digest().readUInt32BE() + 1) / 2 ** 32;
}
