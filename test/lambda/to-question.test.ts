import { expect, test } from 'vitest';
import { toQuestion } from '../../lambda/to-question.ts';
import { testConfig } from '../fixtures/handling/config.ts';
import { incomingOf } from '../fixtures/handling/incoming.ts';

const format = { name: 'text', mediaType: 'text/plain', hasHeartbeat: false, encode: async function* () {} };
const { signal } = new AbortController();
const question = (chat: { maxTokens?: number; model?: string }) =>
  toQuestion({ operation: 'converse', chat: { turns: [], ...chat }, format }, incomingOf({}), signal, testConfig);

test.each([
  [undefined, 1000],
  [10, 10],
  [1000, 1000],
  [5000, 1000],
])('an answer is never longer than the deployment allows: asked %s → %i', (maxTokens, asked) => {
  expect(question(maxTokens === undefined ? {} : { maxTokens }).chat.maxTokens).toBe(asked);
});

test('it knows who asks and which model that means', () => {
  expect(question({ model: 'gpt-4o-mini' })).toMatchObject({
    id: 'request-1',
    caller: { kind: 'anyone' },
    model: { alias: 'nova' },
  });
});
