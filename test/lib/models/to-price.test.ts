import { expect, test } from 'vitest';
import { priceGroups, toPrice } from '../../../lib/models/to-price.ts';
import { toModelId } from '../../../lib/models/model-id.ts';

const profile = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123';
const haiku = 'anthropic.claude-haiku-5-5';

const priceOf = (id: string, foundationModel?: string) =>
  toPrice({ id, ...(foundationModel !== undefined && { foundationModel }) }, undefined);

test('a global profile costs what the list says, in thousand-millionths of a dollar for each token', () => {
  expect(priceOf(`global.${haiku}`)).toEqual({
    input: 100,
    output: 500,
    cacheRead: 10,
    cacheWrite: 125,
    cacheWriteOneHour: 200,
    longPrompt: {
      above: 100_000,
      input: 500,
      output: 2500,
      cacheRead: 50,
      cacheWrite: 625,
      cacheWriteOneHour: 1000,
    },
  });
});

test.each([
  ['a geographic profile costs a tenth more', `eu.${haiku}`, undefined, 110],
  ['so does a call in one region', haiku, undefined, 110],
  ['an application profile costs as the global profile it was made from', profile, `global.${haiku}`, 100],
  ['an application profile costs as the model it was made from', profile, haiku, 110],
  ['a Claude before 4.5 costs the same everywhere', 'us.anthropic.claude-opus-4-1-20250805-v1:0', undefined, 15_000],
  ['Nova in the United States', 'us.amazon.nova-lite-v1:0', undefined, 60],
  ['nothing is known of Nova in Europe', 'eu.amazon.nova-lite-v1:0', undefined, undefined],
  ['nothing is known of GovCloud', `us-gov.${haiku}`, undefined, undefined],
  ['nothing is known of a model that is not in the list', 'acme.model-1', undefined, undefined],
  ['nothing is known of a newer version', 'global.anthropic.claude-haiku-5-5-1', undefined, undefined],
])('%s', (_name, id, foundationModel, input) => {
  expect(priceOf(id, foundationModel)?.input).toBe(input);
});

test('a price that is no whole number is rounded up, and what floating point adds is not', () => {
  // 0.00875 and 0.1375 dollars; 0.1 × 1.1 is a little more than 0.11.
  expect(priceOf('amazon.nova-micro-v1:0')?.cacheRead).toBe(9);
  expect(priceOf(`us.${haiku}`)).toMatchObject({ input: 110, cacheRead: 11, cacheWrite: 138 });
});

test('the settings win, for every kind of id', () => {
  const given = { input: 7, output: 9, cacheWriteOneHour: 11 };
  for (const id of [`global.${haiku}`, 'acme.model-1', profile]) {
    expect(toPrice({ id }, given)).toEqual({
      input: 7000,
      output: 9000,
      cacheRead: 7000,
      cacheWrite: 7000,
      cacheWriteOneHour: 11_000,
    });
  }
});

test('every group says where it is from and when, and every row is a foundation model, once', () => {
  const ids = priceGroups.flatMap(({ prices }) => Object.keys(prices));
  expect(ids.filter((id) => toModelId(id)?.kind !== 'foundation')).toEqual([]);
  expect(ids).toHaveLength(new Set(ids).size);
  for (const { source, read } of priceGroups) {
    expect(source).not.toBe('');
    expect(read).toMatch(/^2026-\d\d-\d\d$/);
  }
});

test('output costs at least what input costs, and reading the cache at most that', () => {
  for (const { input, output, cacheRead = input } of priceGroups.flatMap(({ prices }) => Object.values(prices))) {
    expect(output).toBeGreaterThanOrEqual(input);
    expect(cacheRead).toBeLessThanOrEqual(input);
  }
});
