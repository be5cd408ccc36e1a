import { expect, test } from 'vitest';
import type { ModelUsage } from '../../../lambda/observe/request-record.ts';
import { pricesOf } from '../../../lambda/models/prices-of.ts';
import { toCostUsd } from '../../../lambda/observe/to-cost-usd.ts';

const price = { input: 1000, output: 5000, cacheRead: 100, cacheWrite: 1250, cacheWriteOneHour: 2000 };
const models = {
  haiku: { id: 'a', price },
  sonnet: { id: 'b', price: { ...price, input: 3000 } },
  own: { id: 'c' },
};
const callOf = (model: string): ModelUsage => ({ model, usage: { input: 10, output: 1, total: 11 } });

test.each([
  ['one call costs its own price', ['haiku'], 0.000015],
  ['several calls cost the sum, each at its model’s price', ['haiku', 'sonnet', 'haiku'], 0.000065],
  ['one model without a price makes the cost unknown', ['haiku', 'own'], undefined],
  ['without usage the cost is unknown, not 0', [], undefined],
])('%s', (_name, calls, costUsd) => {
  expect(toCostUsd(calls.map(callOf), pricesOf({ models }))).toBe(costUsd);
});
