import { describe, expect, test } from 'vitest';
import { pace } from '../../local/pace.ts';

async function* produce(sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (const size of sizes) yield Buffer.alloc(size, 'x');
}

async function measure(sizes: readonly number[], freeBytes: number): Promise<{ bytes: number; ms: number }> {
  const startedMs = performance.now();
  let bytes = 0;
  for await (const chunk of pace(produce(sizes), { freeBytes, bytesPerSecond: 10_000 })) bytes += chunk.length;
  return { bytes, ms: performance.now() - startedMs };
}

/** The fastest of five: other load on the machine only adds to a time. */
async function measureBest(sizes: readonly number[], freeBytes: number): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < 5; time += 1) times.push((await measure(sizes, freeBytes)).ms);
  return Math.min(...times);
}

describe('pace', () => {
  test('every byte passes, and what is over the free bytes takes its time', async () => {
    const free = await measure([500, 500], 1000);
    const unpaced = await measure([500, 500, 1000, 1000], 3000);
    const paced = await measure([500, 500, 1000, 1000], 1000);
    expect([free.bytes, unpaced.bytes, paced.bytes]).toEqual([1000, 3000, 3000]);
    expect(paced.ms).toBeGreaterThan((await measureBest([500, 500], 1000)) * 3);
    expect(paced.ms).toBeGreaterThan((await measureBest([500, 500, 1000, 1000], 3000)) * 3);
  });

  test('many small chunks are held to the rate as one large is', async () => {
    const small = await measure(
      Array.from({ length: 400 }, () => 5),
      0,
    );
    expect(small.ms).toBeGreaterThan((await measureBest([2000], 0)) * 0.9);
  });
});
