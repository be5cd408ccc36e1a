import { expect, test } from 'vitest';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import { families } from '../../../lambda/models/families/families.ts';
import { testConfig } from '../../fixtures/handling/config.ts';

const nova = {
  alias: 'nova',
  id: 'us.amazon.nova-lite-v1:0',
  foundationModel: 'amazon.nova-lite-v1:0',
  family: families.nova,
  fallbacks: [],
};

test.each([
  ['an alias', 'nova', nova],
  ['an exact id', 'us.amazon.nova-lite-v1:0', nova],
  ['a foreign name from the settings', 'gpt-4o-mini', nova],
])('%s names a model', (_name, asked, model) => {
  expect(resolveModel(asked, testConfig)).toEqual(model);
});

test.each(['gpt-4', '', 'NOVA', 'amazon.nova-lite-v1:0', '__proto__', 'constructor'])(
  '%j is no model of this deployment',
  (asked) => {
    expect(() => resolveModel(asked, testConfig)).toThrow(/no such model. Allowed: haiku, nova/);
  },
);

test('the default answers when nothing is named', () => {
  expect(resolveModel(undefined, testConfig).alias).toBe('haiku');
});

test('a model has the price that the settings give it', () => {
  const price = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, cacheWriteOneHour: 5 };
  const models = { haiku: { id: 'anthropic.claude-haiku-5-5', price } };
  expect(resolveModel('haiku', { ...testConfig, models }).price).toEqual(price);
});
