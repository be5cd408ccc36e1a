import { expect, test } from 'vitest';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { toConfig } from '../../../lib/settings/to-config.ts';
import { codeBlocks, readDoc } from '../../docs/markdown.ts';
import { refusalOf } from './refusal-of.ts';

test.each([
  ['no input or output', { haiku: { input: 1 } }],
  ['a number alone', { haiku: 1 }],
  ['a negative price', { haiku: { input: -1, output: 1 } }],
  ['a price that no model has', { haiku: { input: 1, output: 10_001 } }],
  ['an unknown part', { haiku: { input: 1, output: 1, reasoning: 1 } }],
])('a price is refused: %s', (_name, prices) => {
  expect(refusalOf({ prices })).toContain('an object that maps an alias to {"input", "output", "cacheRead"');
});

test('a price is for an alias that exists', () => {
  expect(refusalOf({ prices: { opus: { input: 1, output: 2 } } })).toContain(
    'prices.opus: got {"input":1,"output":2}; allowed: a price of an alias in models or of a name in runtimes: haiku',
  );
});

test('a price of the settings replaces the whole known one, and what it leaves out costs as the input', () => {
  const prices = { haiku: { input: 2, output: 8.001, cacheRead: 0.25 } };
  expect(toConfig(readSettings({ prices: JSON.stringify(prices) })).models['haiku']?.price).toEqual({
    input: 2000,
    output: 8001,
    cacheRead: 250,
    cacheWrite: 2000,
    cacheWriteOneHour: 2000,
  });
});

test('the default model has a price', () => {
  expect(toConfig(readSettings({})).models['haiku']?.price).toMatchObject({ input: 100, output: 500 });
});

test('the example in docs/budgets.md is accepted, and has the known price of short prompts', () => {
  const [, section = ''] = readDoc('docs/budgets.md').split('\n## Prices\n');
  const [example = '{}'] = codeBlocks(section, 'json');
  const priceIn = (settings: Readonly<Record<string, unknown>>) =>
    toConfig(readSettings(settings)).models['haiku']?.price;
  const { longPrompt: _raised, ...short } = priceIn({}) ?? {};
  expect(priceIn(JSON.parse(example))).toEqual(short);
});
