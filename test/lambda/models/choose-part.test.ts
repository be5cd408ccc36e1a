import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choosePart } from '../../../lambda/models/choose-part.ts';

const keys = Array.from({ length: 20_000 }, (_, at) => `caller-${at}`);

function sharesOf(parts: Record<string, number>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) {
    const part = choosePart('fast', parts, key);
    counts[part] = (counts[part] ?? 0) + 1 / keys.length;
  }
  return counts;
}

describe('the shares of a split', () => {
  test.each([
    [
      { haiku: 90, nova: 10 },
      { haiku: 0.9, nova: 0.1 },
    ],
    [
      { haiku: 1, nova: 1, opus: 2 },
      { haiku: 0.25, nova: 0.25, opus: 0.5 },
    ],
    [
      { haiku: 999, nova: 1 },
      { haiku: 0.999, nova: 0.001 },
    ],
  ])('%j are its weights', (parts, expected) => {
    const shares = sharesOf(parts);
    for (const [alias, share] of Object.entries(expected)) {
      // Four standard deviations of so many keys.
      const margin = 4 * Math.sqrt((share * (1 - share)) / keys.length);
      expect(Math.abs((shares[alias] ?? 0) - share), alias).toBeLessThan(margin);
    }
  });
});

test('the same key has always the same part, and always has one', () => {
  const parts = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer({ min: 1, max: 10_000 }), { minKeys: 1 });
  fc.assert(
    fc.property(parts, fc.string(), (weights, key) => {
      const part = choosePart('fast', weights, key);
      expect(Object.keys(weights)).toContain(part);
      expect(choosePart('fast', weights, key)).toBe(part);
    }),
  );
});

test('when a weight changes, no more keys move than must', () => {
  const before = keys.map((key) => choosePart('fast', { haiku: 90, nova: 10 }, key));
  const after = keys.map((key) => choosePart('fast', { haiku: 80, nova: 20 }, key));
  const moved = keys.filter((_, at) => before[at] !== after[at]);
  expect(moved.length / keys.length).toBeCloseTo(0.1, 1);
  expect(moved.every((key) => choosePart('fast', { haiku: 80, nova: 20 }, key) === 'nova')).toBe(true);
});

test('two names are split independently', () => {
  const both = keys.filter(
    (key) => choosePart('a', { x: 1, y: 1 }, key) === 'x' && choosePart('b', { x: 1, y: 1 }, key) === 'x',
  );
  expect(both.length / keys.length).toBeCloseTo(0.25, 1);
});
