import { createHash } from 'node:crypto';

/** Numbers of a text that are always the same, as a vector of length 1. They mean nothing: near texts are as far from each other as any. */
export function toVector(text: string, dimensions: number): number[] {
  const seed = createHash('sha256').update(text).digest();
  const numbers: number[] = [];
  for (let block = 0; numbers.length < dimensions; block += 1) {
    const bytes = createHash('sha256').update(seed).update(`${block}`).digest();
    for (let at = 0; at < bytes.length && numbers.length < dimensions; at += 4) {
      numbers.push(bytes.readInt32LE(at) / 2 ** 31);
    }
  }
  const length = Math.hypot(...numbers);
  return numbers.map((one) => one / length);
}
