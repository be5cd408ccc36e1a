import Anthropic from '@anthropic-ai/sdk';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatOpenAI } from '@langchain/openai';
import { APICallError, generateText } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { tokenOf } from '../fixtures/token-of.ts';

/** Every way in, and what its callers send: where an SDK has a place for a key. */
const waysIn: readonly { access: string; credential: (stage: TestStage) => Promise<string> }[] = [
  { access: 'key', credential: async ({ apiKey = '' }) => apiKey },
  { access: 'cognito', credential: ({ url }) => tokenOf(url, 'alice') },
  { access: 'open', credential: async () => 'anything' },
];

/** One question by each official client. */
const clients = {
  openai: async (url: string, apiKey: string) => {
    const client = new OpenAI({ apiKey, baseURL: `${url}v1`, maxRetries: 0 });
    const answer = await client.chat.completions.create({
      model: 'normal',
      messages: [{ role: 'user', content: 'hi' }],
    });
    return answer.choices[0]?.message.content;
  },
  'openai responses, streamed': async (url: string, apiKey: string) => {
    const client = new OpenAI({ apiKey, baseURL: `${url}v1`, maxRetries: 0 });
    let text = '';
    for await (const event of await client.responses.create({ model: 'normal', input: 'hi', stream: true })) {
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    return text;
  },
  anthropic: async (url: string, authToken: string) => {
    const client = new Anthropic({ authToken, apiKey: null, baseURL: url, maxRetries: 0 });
    const answer = await client.messages.create({
      model: 'normal',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'hi' }],
    });
    return answer.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  },
  ai: async (url: string, apiKey: string) => {
    const provider = createOpenAICompatible({ name: 'rivulet', apiKey, baseURL: `${url}v1` });
    return (await generateText({ model: provider('normal'), prompt: 'hi', maxRetries: 0 })).text;
  },
  langchain: async (url: string, apiKey: string) => {
    const model = new ChatOpenAI({ model: 'normal', apiKey, maxRetries: 0, configuration: { baseURL: `${url}v1` } });
    return (await model.invoke('hi')).text;
  },
};

const errors: Readonly<Record<keyof typeof clients, (error: unknown) => unknown>> = {
  openai: (error) => error instanceof OpenAI.AuthenticationError,
  'openai responses, streamed': (error) => error instanceof OpenAI.AuthenticationError,
  anthropic: (error) => error instanceof Anthropic.AuthenticationError,
  ai: (error) => APICallError.isInstance(error) && error.statusCode === 401 && !error.isRetryable,
  langchain: (error) => error instanceof Error && 'status' in error && error.status === 401,
};

describe.each(waysIn)('access $access', ({ access, credential }) => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage({ access, waf: 'declined' });
  });
  afterAll(() => stage.close());

  test.each(Object.entries(clients))('%s has its answer', async (_name, ask) => {
    expect(await ask(stage.url, await credential(stage))).toContain('river');
  });

  test('what the deployment may not do is the SDK’s own PermissionDeniedError', async () => {
    const apiKey = await credential(stage);
    const openai = new OpenAI({ apiKey, baseURL: `${stage.url}v1`, maxRetries: 0 });
    const anthropic = new Anthropic({ authToken: apiKey, apiKey: null, baseURL: stage.url, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'hi' }];
    const model = 'refused-access-denied';
    await expect(openai.chat.completions.create({ model, messages })).rejects.toThrow(OpenAI.PermissionDeniedError);
    await expect(anthropic.messages.create({ model, messages, max_tokens: 9 })).rejects.toThrow(
      Anthropic.PermissionDeniedError,
    );
  });

  const names = (['openai', 'openai responses, streamed', 'anthropic', 'ai', 'langchain'] as const).filter(
    () => access !== 'open',
  );
  test.each(names)('%s throws its own error without a valid sign-in, and does not try again', async (name) => {
    const error: unknown = await clients[name](stage.url, 'not-a-key-of-this-stage-at-all').catch((thrown) => thrown);
    expect(errors[name](error)).toBe(true);
  });
});
