import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBucket, toMedianMs } from '../../../lambda/days/first-word.ts';

function medianOf(times: readonly number[]): number | undefined {
  const counts = new Map<string, number>();
  for (const ms of times) counts.set(toBucket(ms), (counts.get(toBucket(ms)) ?? 0) + 1);
  return toMedianMs((bucket) => counts.get(bucket) ?? 0);
}

test.each([
  [[], undefined],
  [[40], 25],
  [[420, 440, 460], 450],
  [[60, 450, 9_000], 450],
  [[60, 60, 60, 9_000], 83],
  [[40_000, 50_000], 30_000],
])('of %j the median is about %j', (times, expected) => {
  expect(medianOf(times)).toBe(expected);
});

test('it is in the bucket of the true median, or at its edge', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 29_999 }), { minLength: 1, maxLength: 60 }), (times) => {
      const sorted = times.toSorted((one, other) => one - other);
      const middle = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
      const median = medianOf(times) ?? 0;
      // A bucket is at most twice as wide as its beginning, but for the first one.
      expect(median).toBeGreaterThanOrEqual(Math.min(middle / 2, middle - 50));
      expect(median).toBeLessThanOrEqual(Math.max(middle * 2, middle + 50));
    }),
  );
});
