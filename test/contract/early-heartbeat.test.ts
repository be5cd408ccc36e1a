import Anthropic from '@anthropic-ai/sdk';
import { ChatOpenAI } from '@langchain/openai';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startChat } from '../fixtures/clients/memory-chat.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

// The model is silent for a second: the response starts with a heartbeat, before the event that starts the answer.
const model = 'slow-start';
const answer = 'Worth the wait.';

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ commitAfterSeconds: 0.1, heartbeatSeconds: 0.1, idleSeconds: 10, marginSeconds: 1 });
});
afterAll(() => stage.close());

let bodies: Promise<string>[];
beforeEach(() => {
  bodies = [];
});
/** Keeps what the client is sent, too. */
const listening: typeof fetch = async (...request) => {
  const response = await fetch(...request);
  bodies.push(response.clone().text());
  return response;
};
const sent = async () => (await Promise.all(bodies)).join('');
const settings = () => ({ apiKey: stage.apiKey ?? '', maxRetries: 0, fetch: listening });
const openai = () => new OpenAI({ ...settings(), baseURL: `${stage.url}v1` });
const messages = [{ role: 'user', content: 'hi' }] as const;

const comments = String.raw`^(: heartbeat\n\n)+`;

test('OpenAI’s client reads a whole completion', async () => {
  const stream = openai().chat.completions.stream({ model, messages: [...messages] });
  const { choices } = await stream.finalChatCompletion();
  expect(choices).toMatchObject([{ finish_reason: 'stop', message: { role: 'assistant', content: answer } }]);
  expect(await sent()).toMatch(new RegExp(String.raw`${comments}data: {.*"role":"assistant"`));
});

test('OpenAI’s client reads a whole response', async () => {
  const response = await openai().responses.stream({ model, input: 'hi' }).finalResponse();
  expect(response).toMatchObject({ status: 'completed', output_text: answer, usage: { total_tokens: 13 } });
  expect(await sent()).toMatch(new RegExp(`${comments}event: response.created\n`));
});

test('Anthropic’s client reads a whole message', async () => {
  const client = new Anthropic({ ...settings(), baseURL: stage.url.slice(0, -1) });
  const stream = client.messages.stream({ model, max_tokens: 100, messages: [...messages] });
  expect(await stream.finalMessage()).toMatchObject({
    content: [{ type: 'text', text: answer }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 9, output_tokens: 4 },
  });
  expect(await sent()).toMatch(/^(event: ping\ndata: {"type":"ping"}\n\n)+event: message_start\n/);
});

test('the AI SDK’s chat reads a whole message', async () => {
  const chat = startChat(stage, model, { fetch: listening });
  await chat.sendMessage({ text: 'hi' });
  expect(chat).toMatchObject({ status: 'ready', error: undefined });
  expect(chat.messages.at(-1)).toMatchObject({
    role: 'assistant',
    parts: [{ type: 'step-start' }, { type: 'text', text: answer, state: 'done' }],
    metadata: { model, usage: { totalTokens: 13 } },
  });
  expect(await sent()).toMatch(new RegExp(`${comments}data: {"type":"start"`));
});

test('LangChain reads a whole answer', async () => {
  const { fetch: fetchAs, ...known } = settings();
  const chat = new ChatOpenAI({ ...known, model, configuration: { baseURL: `${stage.url}v1`, fetch: fetchAs } });
  let text = '';
  let stopped: unknown;
  for await (const chunk of await chat.stream('hi')) {
    text += chunk.text;
    stopped = chunk.response_metadata['finish_reason'] ?? stopped;
  }
  expect([text, stopped]).toEqual([answer, 'stop']);
  expect(await sent()).toMatch(new RegExp(`${comments}data: `));
});
