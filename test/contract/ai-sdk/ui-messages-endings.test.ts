import { type ChatInit, type UIMessage } from 'ai';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Asking, startChat } from '../../fixtures/clients/memory-chat.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

const scenarios = [
  'normal',
  'slow',
  'steady',
  'max-tokens',
  'guardrail',
  'guardrail-late',
  'midway-throttling',
  'midway-truncated',
  'midway-reset',
  'midway-bad-crc',
  'midway-stall',
  'unknown-stop-reason',
  'truncated-tool',
  'refused-validation',
];
const models = Object.fromEntries(scenarios.map((name) => [name, `local.${name}`]));

let stage: TestStage;
beforeAll(async () => {
  const guardrail = { id: 'abc123', version: '1', mode: 'async' };
  stage = await startTestStage({ models, defaultModel: 'normal', idleSeconds: 10, marginSeconds: 1, guardrail });
});
afterAll(() => stage.close());

const start = (model: string, asking?: Asking, init?: ChatInit<UIMessage>) => startChat(stage, model, asking, init);
const asked = () => stage.seen.at(-1)?.body;

test.each([
  ['normal', 'stop'],
  ['max-tokens', 'length'],
  ['guardrail', 'content-filter'],
])('%s finishes as %s', async (model, finishReason) => {
  const onFinish = vi.fn<NonNullable<ChatInit<UIMessage>['onFinish']>>();
  await start(model, {}, { onFinish }).sendMessage({ text: 'hi' });
  expect(onFinish).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ finishReason, isError: false }));
});

test('what a guardrail takes back is marked in the message, and is not sent back to the model', async () => {
  const guardrail = [
    { policy: 'topic', action: 'blocked' },
    { policy: 'word', action: 'blocked' },
  ];
  const onData = vi.fn<NonNullable<ChatInit<UIMessage>['onData']>>();
  const chat = start('guardrail-late', {}, { onData });
  await chat.sendMessage({ text: 'hi' });
  expect(chat).toMatchObject({ status: 'ready', error: undefined });
  expect(chat.lastMessage?.parts.at(-1)).toMatchObject({ type: 'data-retraction', data: { guardrail } });
  expect(onData).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ type: 'data-retraction' }));
  await chat.sendMessage({ text: 'again' }, { body: { model: 'normal' } });
  expect(asked()).toMatchObject({ messages: [{ role: 'user', content: [{ text: 'hi' }, { text: 'again' }] }] });
});

test.each([
  ['midway-throttling', 'throttling'],
  ['midway-truncated', 'incomplete'],
  ['midway-reset', 'connection to Bedrock was lost'],
  ['midway-bad-crc', 'could not be read'],
  ['midway-stall', 'was ended'],
  ['unknown-stop-reason', 'stopped for an unknown reason'],
  ['truncated-tool', 'incomplete'],
])('%s is an error with its reason, after what was said', async (model, reason) => {
  const onFinish = vi.fn<NonNullable<ChatInit<UIMessage>['onFinish']>>();
  const onToolCall = vi.fn<() => void>();
  const chat = start(model, {}, { onFinish, onToolCall });
  await chat.sendMessage({ text: 'hi' });
  expect(chat.status).toBe('error');
  expect(chat.error?.message).toContain(reason);
  expect(chat.lastMessage).toMatchObject({ role: 'assistant', metadata: { model } });
  expect(chat.lastMessage?.parts.length).toBeGreaterThan(1);
  expect(onFinish).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ isError: true }));
  expect(onFinish.mock.lastCall?.[0].finishReason).toBeUndefined();
  expect(onToolCall).not.toHaveBeenCalled();
});

test('after a broken answer the chat goes on', async () => {
  const broken = start('midway-reset');
  await broken.sendMessage({ text: 'hi' });
  const chat = start('normal', {}, { messages: broken.messages });
  await chat.sendMessage({ text: 'again' });
  expect(chat.status).toBe('ready');
  expect(asked()).toHaveProperty('messages.1.content', [{ text: 'The river rises and then' }]);
});

test.each<[model: string, asking: Asking, statusCode: number, message: RegExp]>([
  ['normal', { headers: {} }, 401, /The API key is missing or malformed/],
  ['normal', { headers: { authorization: 'Bearer not-a-key-of-this-stage-at-all' } }, 401, /The API key is unknown/],
  ['no-such-model', {}, 404, /^model: /],
  ['normal', { body: { temperature: 2 } }, 400, /^temperature: /],
  ['normal', { body: { topK: 5 } }, 400, /^topK: /],
  ['normal', { body: { maxTokens: 5 } }, 400, /^maxTokens/],
  ['normal', { body: { reasoning: 'medium' } }, 400, /^reasoning: /],
  ['refused-validation', {}, 400, /^Bedrock refused the input/],
])('%s with %j is refused with %i, and the page gets the reason', async (model, asking, statusCode, message) => {
  const chat = start(model, asking);
  await chat.sendMessage({ text: 'hi' });
  expect(chat.status).toBe('error');
  expect(chat.error).toMatchObject({ statusCode, message: expect.stringMatching(message) });
  expect(chat.messages).toHaveLength(1);
});

test('stop() in the middle keeps what was said, and the chat goes on', async () => {
  // A minute of answer.
  const chat = start('steady');
  const sending = chat.sendMessage({ text: 'hi' });
  await expect.poll(() => chat.lastMessage?.parts.at(-1)).toMatchObject({ text: expect.stringMatching(/^drip/) });
  await Promise.all([chat.stop(), sending]);
  expect(chat).toMatchObject({ status: 'ready', error: undefined });
  expect(chat.lastMessage?.parts.at(-1)).toMatchObject({ state: 'streaming', text: expect.stringMatching(/^drip/) });
  await chat.sendMessage({ text: 'again' }, { body: { model: 'slow' } });
  expect(chat.lastMessage?.parts.at(-1)).toMatchObject({ text: 'One, two, three, four, five.', state: 'done' });
});
