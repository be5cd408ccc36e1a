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

test.each<readonly [Record<string, number>, Record<string, number>, number]>([
  [{ haiku: 90, nova: 10 }, { haiku: 80, nova: 20 }, 0.1],
  [{ a: 34, b: 33, c: 33 }, { a: 50, b: 33, c: 17 }, 0.16],
  [{ a: 80, b: 10, c: 10 }, { a: 60, b: 10, c: 30 }, 0.2],
  [{ a: 1, b: 1, c: 1 }, { a: 1, c: 1 }, 1 / 3],
  [{ a: 90, b: 10 }, { b: 10, a: 90 }, 0],
])(
  'from %j to %j few more keys move than must, from what lost weight or to what gained some',
  (before, after, must) => {
    const weights = [before, after].map((parts) => new Map(Object.entries(parts)));
    const moves = keys
      .map((key) => [choosePart('fast', before, key), choosePart('fast', after, key)] as const)
      .filter(([from, to]) => from !== to);
    expect(moves.length / keys.length).toBeLessThan(must * 1.35 + 0.001);
    const gained = (part: string) => (weights[1]?.get(part) ?? 0) - (weights[0]?.get(part) ?? 0);
    for (const [from, to] of moves) expect(gained(from) < 0 || gained(to) > 0, `${from} to ${to}`).toBe(true);
  },
);

test('two names are split independently', () => {
  const both = keys.filter(
    (key) => choosePart('a', { x: 1, y: 1 }, key) === 'x' && choosePart('b', { x: 1, y: 1 }, key) === 'x',
  );
  expect(both.length / keys.length).toBeCloseTo(0.25, 1);
});
