import { expect, test } from 'vitest';
import { toQuestion } from '../../lambda/to-question.ts';
import type { Config } from '../../lambda/config.ts';
import { testConfig } from '../fixtures/handling/config.ts';
import { ignored } from '../fixtures/handling/ignored.ts';
import { incomingOf } from '../fixtures/handling/incoming.ts';

const format = { name: 'text', mediaType: 'text/plain', hasHeartbeat: false, encode: async function* () {} };
const { signal } = new AbortController();
const question = (chat: { maxTokens?: number; model?: string }, config: Partial<Config> = {}) =>
  toQuestion(
    { operation: 'converse', chat: { turns: [], ...chat }, format },
    incomingOf({}),
    { signal, note: ignored },
    {
      ...testConfig,
      ...config,
    },
  );

test.each<[model: string, asked: number | undefined, cap: number | undefined, got: number]>([
  ['haiku', undefined, undefined, 1000],
  ['haiku', 10, undefined, 10],
  ['haiku', 5000, undefined, 5000],
  ['haiku', 5000, 2000, 2000],
  ['haiku', undefined, 500, 500],
  ['nova', 50_000, undefined, 10_000],
  ['nova', 50_000, 100_000, 10_000],
  ['unknown', 50_000, undefined, 8192],
  ['unknown', 50_000, 30_000, 30_000],
])('of %s %s tokens are asked for, and the cap is %s: it gets %i', (model, maxTokens, maxTokensCap, got) => {
  const config = {
    models: { ...testConfig.models, unknown: { id: 'some.model' } },
    ...(maxTokensCap !== undefined && { maxTokensCap }),
  };
  expect(question({ model, ...(maxTokens !== undefined && { maxTokens }) }, config).chat.maxTokens).toBe(got);
});

test('it knows who asks and which model that means', () => {
  expect(question({ model: 'gpt-4o-mini' })).toMatchObject({
    id: 'request-1',
    caller: { kind: 'anyone' },
    model: { alias: 'nova' },
  });
});
