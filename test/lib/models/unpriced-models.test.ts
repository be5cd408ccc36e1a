import { expect, test } from 'vitest';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { findUnpricedModels } from '../../../lib/models/unpriced-models.ts';

const models = {
  haiku: 'global.anthropic.claude-haiku-5-5',
  safe: { id: 'global.anthropic.claude-sonnet-5-5', fallbacks: ['own'] },
  own: 'acme.model-1',
  other: 'acme.model-2',
};
const month = { usd: 5 };

const found = (settings: Readonly<Record<string, unknown>>) =>
  findUnpricedModels(readSettings({ models, ...settings }));

test.each([
  ['no budget', {}, []],
  ['a budget of tokens only', { budget: { day: { tokens: 9 } } }, []],
  ['names with prices', { budget: { month }, names: ['haiku'] }, []],
  ['all names', { budget: { month } }, [{ plan: 'standard', aliases: ['own', 'other'], isUnlimited: true }]],
  [
    'a name whose fallback has none',
    { budget: { month }, names: ['safe'] },
    [{ plan: 'standard', aliases: ['own'], isUnlimited: true }],
  ],
  [
    'tokens in another window',
    { budget: { day: { tokens: 9 }, month }, names: ['own'] },
    [{ plan: 'standard', aliases: ['own'], isUnlimited: false }],
  ],
])('%s', (_name, standard, expected) => {
  expect(found({ plans: { standard } })).toEqual(expected);
});

test('documents are as unpriced as the models that answer from them', () => {
  const knowledge = { docs: { model: 'haiku', from: { id: 'KB12345678' }, rewriteWith: 'own' } };
  const plans = { standard: { budget: { month }, names: ['docs'] } };
  expect(found({ knowledge, plans })).toEqual([{ plan: 'standard', aliases: ['own'], isUnlimited: true }]);
});

test('a price in the settings is a price', () => {
  const price = { input: 1, output: 2 };
  expect(found({ plans: { standard: { budget: { month } } }, prices: { own: price, other: price } })).toEqual([]);
});
