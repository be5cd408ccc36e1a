import { randomUUID } from 'node:crypto';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import Anthropic from '@anthropic-ai/sdk';
import { generateText } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClientName, clients } from '../../fixtures/clients/every-client.ts';
import {
  askedOf,
  type ConversationStage,
  startConversationStage,
} from '../../fixtures/conversations/conversation-stage.ts';
import { type LosingProxy, startLosingProxy } from '../../fixtures/conversations/losing-proxy.ts';

let stage: ConversationStage;
let proxy: LosingProxy;
beforeAll(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  stage = await startConversationStage(
    { cancel: 'on', conversationKeepSeconds: 0.5, marginSeconds: 1 },
    { environments: 6 },
  );
  proxy = await startLosingProxy(stage.url);
});
afterAll(async () => {
  proxy.close();
  await stage.close();
});

const river = /^A river begins.*mountain with it\.$/;

/** Sends the key, as the client's own options would, and hears each answer's head. */
function withKey(key: string) {
  const heads: Response[] = [];
  const fetchWithKey: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    headers.set('idempotency-key', key);
    headers.set('x-api-key', stage.alice.key);
    const response = await fetch(input, { ...init, headers });
    heads.push(response);
    return response;
  };
  return { heads, fetch: fetchWithKey };
}

const told = ({ status, headers }: Response) => [status, headers.get('x-rivulet-replayed')];

// A machine that is busy is like a table that is slow: what is to be fast is tried again, and what is wrong stays so.
describe('an answer whose connection is lost', { retry: 3 }, () => {
  // useChat gives each message an id of its own: what it sends again is another request.
  const names = Object.keys(clients).filter((name): name is ClientName => name in clients && name !== 'useChat');
  const retrying = names.filter((name) => !name.startsWith('native'));

  function ask(name: ClientName, says: string, fetchAs: typeof fetch) {
    const asking = { model: 'normal', says, chatId: says, fetch: fetchAs, token: stage.alice.key };
    return clients[name]({ stage: { ...stage, url: proxy.url }, ...asking });
  }

  test.concurrent.each(retrying)(
    '%s: lost before its head, it comes by the client’s own retry, and is paid once',
    async (name) => {
      const says = `lost (${name}) ${randomUUID()}`;
      const { heads, fetch: fetchAs } = withKey(says);
      proxy.fates.set(says, ['lost']);
      expect(await ask(name, says, fetchAs)).toMatchObject({ text: expect.stringMatching(river) });
      expect(heads.map(told)).toEqual([[200, 'true']]);
      expect(askedOf(stage, says)).toHaveLength(1);
    },
  );

  test.concurrent.each(names)('%s: cut after its first bytes, it is whole when it is asked for again', async (name) => {
    const says = `begun (${name}) ${randomUUID()}`;
    const { heads, fetch: fetchAs } = withKey(says);
    proxy.fates.set(says, ['begun', 'begun']);
    const broken = await ask(name, says, fetchAs).catch((error: unknown) => ({ text: '', error }));
    expect(broken.text).not.toMatch(river);
    proxy.fates.delete(says);
    expect(await ask(name, says, fetchAs)).toMatchObject({ text: expect.stringMatching(river) });
    expect(heads.map(told).at(-1)).toEqual([200, 'true']);
    expect(askedOf(stage, says)).toHaveLength(1);
  });
});

describe('with the option of each official client', { retry: 3 }, () => {
  const says = (name: string) => [{ role: 'user' as const, content: `by option (${name})` }];
  const model = 'normal';
  const at = () => ({ baseURL: `${proxy.url}v1`, apiKey: stage.alice.key });
  const toAnthropic = () => new Anthropic({ baseURL: proxy.url.slice(0, -1), apiKey: stage.alice.key });

  const asks: Readonly<
    Record<string, (name: string, headers: Record<string, string>) => Promise<string | null | undefined>>
  > = {
    'OpenAI chat': async (name, headers) =>
      (await new OpenAI(at()).chat.completions.create({ model, messages: says(name) }, { headers })).choices[0]?.message
        .content,
    'OpenAI responses': async (name, headers) =>
      (await new OpenAI(at()).responses.create({ model, input: says(name) }, { headers })).output_text,
    Anthropic: async (name, headers) => {
      const asked = { model, messages: says(name), max_tokens: 1_000 };
      const { content } = await toAnthropic().messages.create(asked, { headers });
      return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
    },
    'AI SDK, openai-compatible': async (name, headers) =>
      (
        await generateText({
          model: createOpenAICompatible({ name: 'rivulet', ...at() })(model),
          messages: says(name),
          headers,
        })
      ).text,
    'AI SDK, anthropic': async (name, headers) =>
      (await generateText({ model: createAnthropic(at())(model), messages: says(name), headers })).text,
  };

  test.concurrent.each(Object.entries(asks))('%s: paid once', async (client, ask) => {
    const name = `${client} ${randomUUID()}`;
    const key = `option ${name}`;
    proxy.fates.set(key, ['lost']);
    expect(await ask(name, { 'Idempotency-Key': key })).toMatch(river);
    expect(proxy.fates.get(key)).toEqual([]);
    expect(askedOf(stage, `by option (${name})`)).toHaveLength(1);
  });
});
