import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Usage } from '../../../lambda/chat/chat-event.ts';
import type { Price } from '../../../lambda/models/price.ts';
import { toNanoUsd } from '../../../lambda/usage/cost.ts';

const price: Price = { input: 1000, output: 5000, cacheRead: 100, cacheWrite: 1250, cacheWriteOneHour: 2000 };

test.each<[name: string, usage: Omit<Usage, 'total'>, nanoUsd: number]>([
  ['input and output', { input: 3, output: 2 }, 13_000],
  ['what was read from the cache', { input: 3, output: 2, cacheRead: 10 }, 14_000],
  ['what was written for five minutes', { input: 0, output: 0, cacheWrite: 4 }, 5000],
  [
    'what was written for an hour, which is a part of all writes',
    { input: 0, output: 0, cacheWrite: 4, cacheWriteOneHour: 3 },
    7250,
  ],
  ['writes for an hour without the sum of all writes', { input: 0, output: 0, cacheWriteOneHour: 3 }, 6000],
  ['nothing', { input: 0, output: 0 }, 0],
])('a call costs %s', (_name, usage, nanoUsd) => {
  expect(toNanoUsd({ ...usage, total: 0 }, price)).toBe(nanoUsd);
});

describe('a long prompt', () => {
  const longPrompt = { above: 100, input: 5, output: 5, cacheRead: 5, cacheWrite: 5, cacheWriteOneHour: 5 };
  const banded: Price = { ...price, longPrompt };

  test('raises the price of every token, and cached tokens are part of it', () => {
    expect(toNanoUsd({ input: 101, output: 10, total: 111 }, banded)).toBe(555);
    expect(toNanoUsd({ input: 1, cacheRead: 50, cacheWrite: 50, output: 10, total: 111 }, banded)).toBe(555);
  });

  test('begins above its number of tokens, and the answer is not part of it', () => {
    expect(toNanoUsd({ input: 100, output: 500, total: 600 }, banded)).toBe(100 * 1000 + 500 * 5000);
  });
});

const count = fc.nat({ max: 2_000_000 });
const usages = fc
  .record({ input: count, output: count, cacheRead: count, fiveMinutes: count, oneHour: count })
  .map(({ fiveMinutes, oneHour, ...usage }) => ({
    ...usage,
    total: 0,
    cacheWrite: fiveMinutes + oneHour,
    cacheWriteOneHour: oneHour,
  }));
const nanoUsd = fc.nat({ max: 10_000_000 });
const prices = fc.record({
  input: nanoUsd,
  output: nanoUsd,
  cacheRead: nanoUsd,
  cacheWrite: nanoUsd,
  cacheWriteOneHour: nanoUsd,
});

const sum = (one: Usage, other: Usage) => ({
  input: one.input + other.input,
  output: one.output + other.output,
  total: 0,
  cacheRead: (one.cacheRead ?? 0) + (other.cacheRead ?? 0),
  cacheWrite: (one.cacheWrite ?? 0) + (other.cacheWrite ?? 0),
  cacheWriteOneHour: (one.cacheWriteOneHour ?? 0) + (other.cacheWriteOneHour ?? 0),
});

test('a cost is a whole number, two calls cost the sum of both, and one price for all tokens is a price for their number', () => {
  fc.assert(
    fc.property(usages, usages, prices, nanoUsd, (one, other, each, flat) => {
      const cost = toNanoUsd(one, each);
      expect(Number.isSafeInteger(cost) && cost >= 0).toBe(true);
      expect(toNanoUsd(sum(one, other), each)).toBe(cost + toNanoUsd(other, each));
      const same = { input: flat, output: flat, cacheRead: flat, cacheWrite: flat, cacheWriteOneHour: flat };
      expect(toNanoUsd(one, same)).toBe((one.input + one.output + one.cacheRead + one.cacheWrite) * flat);
    }),
  );
});
