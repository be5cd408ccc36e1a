import Anthropic from '@anthropic-ai/sdk';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatOpenAI } from '@langchain/openai';
import { APICallError, generateText } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WayIn } from '../../lambda/access/way-in.ts';
import { audience, startForeignIssuer } from '../fixtures/foreign-issuer.ts';
import { signedFetch } from '../fixtures/signed-fetch.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { tokenOf } from '../fixtures/token-of.ts';

/** What a caller gives an SDK: a credential where it has a place for a key, or a `fetch` that signs. */
interface Credential {
  readonly apiKey: string;
  readonly fetch?: typeof fetch;
}

interface Door {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly good: (stage: TestStage) => Promise<Credential>;
  /** What is refused, and with which status; nothing where everybody may come in. */
  readonly bad?: { readonly credential: Credential; readonly status: 401 | 403 };
}

const unknown = { apiKey: 'not-a-key-of-this-stage-at-all' };
const issuer = await startForeignIssuer();
afterAll(() => issuer.close());

const doors: Readonly<Record<WayIn, Door>> = {
  key: {
    settings: { access: 'key' },
    good: async ({ apiKey = '' }) => ({ apiKey }),
    bad: { credential: unknown, status: 401 },
  },
  cognito: {
    settings: { access: 'cognito' },
    good: async ({ url }) => ({ apiKey: await tokenOf(url, 'alice') }),
    bad: { credential: unknown, status: 401 },
  },
  oidc: {
    settings: { access: 'oidc', oidc: { issuer: issuer.issuer, audience, scope: 'chat' } },
    good: async () => ({ apiKey: await issuer.tokenOf('service') }),
    bad: { credential: { apiKey: await issuer.forge({ aud: 'https://other.example' }) }, status: 401 },
  },
  iam: {
    settings: { access: 'iam' },
    good: async () => ({ apiKey: 'unused', fetch: signedFetch() }),
    bad: { credential: { apiKey: 'unused', fetch: signedFetch({ secretAccessKey: 'wrong' }) }, status: 403 },
  },
  open: { settings: { access: 'open', waf: 'declined' }, good: async () => ({ apiKey: 'anything' }) },
};

/** One question by each official client. */
const clients = {
  openai: async (url: string, credential: Credential) => {
    const client = new OpenAI({ ...credential, baseURL: `${url}v1`, maxRetries: 0 });
    const answer = await client.chat.completions.create({
      model: 'normal',
      messages: [{ role: 'user', content: 'hi' }],
    });
    return answer.choices[0]?.message.content;
  },
  'openai responses, streamed': async (url: string, credential: Credential) => {
    const client = new OpenAI({ ...credential, baseURL: `${url}v1`, maxRetries: 0 });
    let text = '';
    for await (const event of await client.responses.create({ model: 'normal', input: 'hi', stream: true })) {
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    return text;
  },
  anthropic: async (url: string, { apiKey: authToken, ...rest }: Credential) => {
    const client = new Anthropic({ ...rest, authToken, apiKey: null, baseURL: url, maxRetries: 0 });
    const answer = await client.messages.create({
      model: 'normal',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'hi' }],
    });
    return answer.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  },
  ai: async (url: string, credential: Credential) => {
    const provider = createOpenAICompatible({ name: 'rivulet', ...credential, baseURL: `${url}v1` });
    return (await generateText({ model: provider('normal'), prompt: 'hi', maxRetries: 0 })).text;
  },
  langchain: async (url: string, { apiKey, ...rest }: Credential) => {
    const configuration = { baseURL: `${url}v1`, ...rest };
    return (await new ChatOpenAI({ model: 'normal', apiKey, maxRetries: 0, configuration }).invoke('hi')).text;
  },
};

type ClientName = keyof typeof clients;

const sdkErrors = {
  401: { openai: OpenAI.AuthenticationError, anthropic: Anthropic.AuthenticationError },
  403: { openai: OpenAI.PermissionDeniedError, anthropic: Anthropic.PermissionDeniedError },
} as const;

/** Whether it is the error that each SDK has for the status. */
const isOwnError: Readonly<Record<ClientName, (error: unknown, status: 401 | 403) => boolean>> = {
  openai: (error, status) => error instanceof sdkErrors[status].openai,
  'openai responses, streamed': (error, status) => error instanceof sdkErrors[status].openai,
  anthropic: (error, status) => error instanceof sdkErrors[status].anthropic,
  ai: (error, status) => APICallError.isInstance(error) && error.statusCode === status && !error.isRetryable,
  langchain: (error, status) => error instanceof Error && 'status' in error && error.status === status,
};

const names: readonly ClientName[] = ['openai', 'openai responses, streamed', 'anthropic', 'ai', 'langchain'];

describe.each(Object.entries(doors))('access %s', (_access, { settings, good, bad }) => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage(settings);
  });
  afterAll(() => stage.close());

  test.each(names)('%s has its answer', async (name) => {
    expect(await clients[name](stage.url, await good(stage))).toContain('river');
  });

  test('what the deployment may not do is the SDK’s own PermissionDeniedError', async () => {
    const { apiKey, ...rest } = await good(stage);
    const openai = new OpenAI({ apiKey, ...rest, baseURL: `${stage.url}v1`, maxRetries: 0 });
    const anthropic = new Anthropic({ authToken: apiKey, apiKey: null, ...rest, baseURL: stage.url, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'hi' }];
    const model = 'refused-access-denied';
    await expect(openai.chat.completions.create({ model, messages })).rejects.toThrow(OpenAI.PermissionDeniedError);
    await expect(anthropic.messages.create({ model, messages, max_tokens: 9 })).rejects.toThrow(
      Anthropic.PermissionDeniedError,
    );
  });

  if (bad === undefined) return;
  test.each(names)('%s throws its own error without a valid credential, and does not try again', async (name) => {
    const error: unknown = await clients[name](stage.url, bad.credential).catch((thrown: unknown) => thrown);
    expect(isOwnError[name](error, bad.status)).toBe(true);
  });
});

describe('where callers must sign, an SDK that does not is told so', () => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage({ access: 'iam' });
  });
  afterAll(() => stage.close());

  // All of them send a bearer token, which is no signature.
  test.each(names)('%s', async (name) => {
    const error: unknown = await clients[name](stage.url, unknown).catch((thrown: unknown) => thrown);
    expect(isOwnError[name](error, 403)).toBe(true);
    expect(String(error)).toContain('Check that it is signed');
  });

  test('an old Anthropic client, with its key in x-api-key', async () => {
    const response = await fetch(`${stage.url}v1/models`, { headers: { 'x-api-key': 'sk-ant-api03-something-long' } });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('is not signed');
  });
});
