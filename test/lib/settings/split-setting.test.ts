import { expect, test } from 'vitest';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { toConfig } from '../../../lib/settings/to-config.ts';
import { refusalOf } from './refusal-of.ts';

const haiku = 'global.anthropic.claude-haiku-5-5';
const nova = 'us.amazon.nova-lite-v1:0';
const titan = 'amazon.titan-embed-text-v2:0';

test('a split is a name beside the models, for callers and plans', () => {
  const settings = readSettings({
    models: { fast: { split: { haiku: 90, nova: 10 } }, haiku, nova },
    plans: { standard: { names: ['fast'] } },
  });
  expect(Object.keys(settings.models)).toEqual(['haiku', 'nova']);
  expect(settings.defaultModel).toBe('fast');
  expect(toConfig(settings).splits).toEqual({ fast: { haiku: 90, nova: 10 } });
});

test('without one, the function is told of none', () => {
  expect(toConfig(readSettings({}))).not.toHaveProperty('splits');
});

test.each([
  [{ haiku, fast: { split: { haiku: 1 } } }, 'at least two'],
  [{ haiku, nova, fast: { split: { haiku: 1, nova: 0 } } }, 'models'],
  [{ haiku, nova, fast: { split: { haiku: 1, nova: 0.5 } } }, 'models'],
  [{ haiku, fast: { split: { haiku: 1, opus: 1 } } }, 'models.fast.split'],
  [
    { haiku, nova, fast: { split: { haiku: 1, nova: 1 } }, faster: { split: { fast: 1, nova: 1 } } },
    'models.faster.split',
  ],
  [{ haiku, titan, fast: { split: { haiku: 1, titan: 1 } } }, 'models.fast.split'],
  [{ haiku: { id: haiku, fallbacks: ['fast'] }, nova, fast: { split: { haiku: 1, nova: 1 } } }, 'models.haiku'],
])('%j is refused', (models, where) => {
  expect(refusalOf({ models })).toContain(where);
});
