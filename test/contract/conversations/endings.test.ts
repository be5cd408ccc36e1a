import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClientName, clients, type Outcome } from '../../fixtures/clients/every-client.ts';
import { startChat } from '../../fixtures/clients/memory-chat.ts';
import { type FailingStage, startFailingStage } from '../../fixtures/conversations/failing-table.ts';

let stage: FailingStage;
beforeAll(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  stage = await startFailingStage({ marginSeconds: 1 });
});
afterAll(() => stage.close());

/** How each way of answering says that an answer is not kept. */
const words: Readonly<Record<ClientName, RegExp>> = {
  'native text': /\nnote: this answer could not be kept in its conversation \(not-kept, request [\w-]{36}\)\n$/,
  'native SSE': /\nevent: done\ndata: {[^\n]*"kept":false}\n\n$/,
  'native NDJSON': /{"type":"done",[^\n]*"kept":false}\n$/,
  'native JSON': /"kept":false}$/,
  'OpenAI chat, streamed':
    /"finish_reason":"stop"[^\n]*"rivulet":{"kept":false}}\n\n(data: {[^\n]*}\n\n)?data: \[DONE]\n\n$/,
  'OpenAI chat': /"rivulet":{"kept":false}}$/,
  'OpenAI responses, streamed': /\nevent: response\.completed\ndata: {[^\n]*"store":false,[^\n]*}\n\n$/,
  'OpenAI responses': /"store":false,/,
  'Anthropic, streamed': /\nevent: message_delta\ndata: {[^\n]*"rivulet":{"kept":false}}\n\nevent: message_stop\n/,
  Anthropic: /"rivulet":{"kept":false}}$/,
  useChat: /"type":"finish",[^\n]*"messageMetadata":{[^\n]*"kept":false}}\n\ndata: \[DONE]\n\n$/,
  'AI SDK, openai-compatible': /"rivulet":{"kept":false}}\n\n/,
  'AI SDK, anthropic': /"rivulet":{"kept":false}}\n\n/,
  LangChain: /"rivulet":{"kept":false}}\n\n/,
};
const names = Object.keys(clients).filter((name): name is ClientName => name in clients);
/** Any of them. */
const anyWords = /not-kept|"kept":false|rivulet"/;

/** What the client has, and what came over the wire. */
async function ask(name: ClientName, conversation: string, model = 'normal'): Promise<Outcome & { raw: string }> {
  let raw = '';
  const listening: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    headers.set('x-conversation-id', conversation);
    headers.set('x-api-key', stage.alice.key);
    const response = await fetch(input, { ...init, headers });
    raw = await response.clone().text();
    return response;
  };
  const asking = { stage, token: stage.alice.key, model, says: 'hi', chatId: conversation, fetch: listening };
  return { ...(await clients[name](asking)), raw };
}

// A machine that is busy is like a table that is slow: what is to be fast is tried again, and what is wrong stays so.
describe('an answer that is not kept', { retry: 3 }, () => {
  test.concurrent.each(names)('%s: is as whole as one that is kept, and says so', async (name) => {
    const id = `unkept-${name.replaceAll(/\W/g, '')}.`;
    const kept = await ask(name, `well${id.slice(0, -1)}`);
    stage.fail(id, 'finish', 'broken');
    const unkept = await ask(name, id);
    expect(kept.raw).not.toMatch(anyWords);
    expect(kept.raw).not.toMatch(words[name]);
    expect(unkept.raw).toMatch(words[name]);
    if (name === 'native text') return expect(unkept.raw.replace(words[name], '')).toBe(kept.raw);
    expect(unkept).toMatchObject({ text: kept.text, end: kept.end });
    expect([unkept.error, kept.error]).toEqual([undefined, undefined]);
    expect(unkept.text).toMatch(/^A river begins.*mountain with it\.$/);
  });

  test.concurrent.each(['tools', 'max-tokens', 'guardrail', 'empty'])(
    '%s: ends as it does when it is kept',
    async (model) => {
      for (const name of names) {
        const id = `ends-${model}-${name.replaceAll(/\W/g, '')}.`;
        stage.fail(id, 'finish', 'broken');
        const kept = await ask(name, `well${id.slice(0, -1)}`, model);
        const unkept = await ask(name, id, model);
        expect([name, kept.raw]).not.toMatchObject([name, expect.stringMatching(anyWords)]);
        if (name === 'native text') expect(unkept.raw).toContain('(not-kept, request ');
        else expect([name, unkept.text, unkept.end]).toEqual([name, kept.text, kept.end]);
      }
    },
  );
});

describe('an answer that failed, and is not kept either', { retry: 3 }, () => {
  test.concurrent.each(['native SSE', 'native NDJSON'] as const)('%s: says both', async (name) => {
    const id = `failed-${name.replaceAll(/\W/g, '')}.`;
    stage.fail(id, 'finish', 'broken');
    const { raw, error } = await ask(name, id, 'midway-truncated');
    expect(error).toMatchObject({ kind: 'truncated', kept: false });
    expect(raw).toMatch(/"kept":false}\n+$/);
  });

  test('native text: says both, each on a line of its own', async () => {
    stage.fail('failed-text.', 'finish', 'broken');
    const { raw } = await ask('native text', 'failed-text.', 'midway-truncated');
    expect(raw).toMatch(/\nerror: [^\n]* \(truncated, request [\w-]+\)\nnote: [^\n]* \(not-kept, request [\w-]+\)\n$/);
  });
});

describe('a program can read it', { retry: 3 }, () => {
  test('in the metadata of the page’s message', async () => {
    stage.fail('metadata-of-page', 'finish', 'broken');
    const headers = { authorization: `Bearer ${stage.alice.key}` };
    const chat = startChat(stage, 'hello', { headers }, { id: 'metadata-of-page' });
    await chat.sendMessage({ text: 'hi' });
    expect(chat).toMatchObject({ status: 'ready', error: undefined });
    expect(chat.lastMessage?.metadata).toMatchObject({
      kept: false,
      turn: expect.any(String),
      usage: expect.anything(),
    });
  });

  test('in what OpenAI’s and Anthropic’s own clients hand over', async () => {
    const own = { headers: { 'X-Conversation-ID': 'handed-over' } };
    stage.fail('handed-over', 'finish', 'broken');
    const messages = [{ role: 'user' as const, content: 'hi' }];
    const unkept = { rivulet: { kept: false } };
    const { chat, responses } = stage.alice.openai;
    expect(await chat.completions.create({ model: 'hello', messages }, own)).toMatchObject(unkept);
    const chunks: unknown[] = [];
    for await (const chunk of await chat.completions.create({ model: 'hello', messages, stream: true }, own))
      chunks.push(chunk);
    expect(chunks.filter((chunk) => JSON.stringify(chunk).includes('rivulet'))).toMatchObject([unkept]);
    const response = await responses.create({ model: 'hello', input: 'hi' }, own);
    expect(response).toMatchObject({ status: 'completed', store: false });
    const anthropic = new Anthropic({ baseURL: stage.url.slice(0, -1), apiKey: stage.alice.key });
    expect(await anthropic.messages.create({ model: 'hello', messages, max_tokens: 9 }, own)).toMatchObject(unkept);
  });
});
