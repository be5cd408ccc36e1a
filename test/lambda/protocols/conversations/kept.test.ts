import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../../lambda/chat/failure.ts';
import type { Source } from '../../../../lambda/source.ts';
import { openApi } from '../../../fixtures/conversations/ask-api.ts';
import { memoryTable } from '../../../fixtures/table/memory-table.ts';

const usage: ChatEvent = { type: 'usage', model: 'haiku', usage: { input: 3, output: 2, total: 5 } };
const stop = (kind: 'finished' | 'length' | 'tool-use' | 'guardrail', isRetraction?: true): ChatEvent => ({
  type: 'message-stop',
  stop: {
    kind,
    reason: kind,
    isRetraction,
    ...(isRetraction && { guardrail: [{ policy: 'topic', action: 'blocked' }] }),
  },
});
const words = (text: string): ChatEvent[] => [
  { type: 'block-start', index: 0, block: { kind: 'text' } },
  { type: 'text-delta', index: 0, text: text.slice(0, 2) },
  { type: 'text-delta', index: 0, text: text.slice(2) },
  { type: 'citation', index: 0, citation: { title: 'Tides', quotes: ['twice'] } },
  { type: 'block-stop', index: 0 },
];
const thought: ChatEvent[] = [
  { type: 'block-start', index: 0, block: { kind: 'reasoning' } },
  { type: 'reasoning-delta', index: 0, text: 'hm' },
  { type: 'reasoning-signature', index: 0, signature: 's' },
  { type: 'block-stop', index: 0 },
];
const calling: ChatEvent[] = [
  { type: 'block-start', index: 1, block: { kind: 'tool-use', id: 'c1', name: 'find' } },
  { type: 'tool-use-delta', index: 1, json: '{"a":\n1}' },
  { type: 'block-stop', index: 1 },
  { type: 'call', call: { index: 1, id: 'c1', name: 'find', json: '{"a":\n1}' } },
];

/** Answers by what is asked last. */
const source: Source = async function* ({ chat }) {
  const last = chat.turns.at(-1)?.content.at(-1);
  const asked = last?.kind === 'text' ? last.text : '';
  yield { type: 'message-start' };
  switch (asked) {
    case 'refuse':
      yield { type: 'failure', failure: new Failure('throttled', 'later') };
      break;
    case 'cut':
      yield* words('Hello!');
      yield { type: 'failure', failure: new Failure('disconnected', 'the connection was lost') };
      break;
    case 'call':
      yield* [...thought, ...calling, usage, stop('tool-use')];
      break;
    case 'long':
      yield* [...words('Hello!'), usage, stop('length')];
      break;
    case 'bad':
      yield* [...words('Hello!'), usage, stop('guardrail', true)];
      break;
    default:
      yield* [...words('Hello!'), usage, stop('finished')];
  }
};

const open = () => openApi(memoryTable(), source);
const json = { accept: 'application/json' };
type Api = ReturnType<typeof open>;

async function ask({ request }: Api, body: object) {
  const { status, text } = await request('/chat', { body, headers: json });
  return { status, ...JSON.parse(text) };
}
async function transcript({ request }: Api, id: string) {
  const { text } = await request(`/conversations/${id}`);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
const texts = (turns: Api['asked'][number]['chat']['turns'] = []) =>
  turns.flatMap(({ content }) => content.map((part) => (part.kind === 'text' ? part.text : part.kind)));

describe('the native protocol', () => {
  test('recalls what came before, by the newest turn or by the parent that is named', async () => {
    const api = open();
    const first = await ask(api, { message: 'one', conversationId: 'new', system: 'Rhyme.' });
    const { conversationId } = first;
    await ask(api, { message: 'two', conversationId });
    expect(texts(api.asked.at(-1)?.chat.turns)).toEqual(['one', 'Hello!', 'two']);
    expect(api.asked.at(-1)?.chat.system).toEqual([{ kind: 'text', text: 'Rhyme.' }]);
    await ask(api, { message: 'again', conversationId, parent: first.turn });
    expect(texts(api.asked.at(-1)?.chat.turns)).toEqual(['one', 'Hello!', 'again']);
    await ask(api, { message: 'anew', conversationId, parent: 'none', system: '' });
    expect([texts(api.asked.at(-1)?.chat.turns), api.asked.at(-1)?.chat.system]).toEqual([['anew'], undefined]);
  });

  test.each<[string, object, Record<string, string>, number, string]>([
    ['an unknown conversation', { message: 'a', conversationId: 'x' }, {}, 404, 'conversationId'],
    ['an odd name', { message: 'a', conversationId: '#' }, {}, 400, 'conversationId'],
    ['an odd name in the header', { message: 'a' }, { 'x-conversation-id': '#' }, 400, 'X-Conversation-ID'],
    ['two names', { message: 'a', conversationId: 'x' }, { 'x-conversation-id': 'y' }, 400, 'X-Conversation-ID'],
    ['a parent of no conversation', { message: 'a', parent: 'p' }, { 'idempotency-key': 'k' }, 400, 'parent'],
    ['an empty key', { message: 'a' }, { 'idempotency-key': '' }, 400, 'Idempotency-Key'],
    ['a long system prompt', { message: 'a', conversationId: 'new', system: 'x'.repeat(300_001) }, {}, 400, 'system'],
  ])('refuses %s by its field, and asks no model', async (_what, body, headers, status, field) => {
    const { request, asked } = openApi(memoryTable(), source, { maxBodyBytes: 1e6 });
    const refused = await request('/chat', { body, headers: { ...json, ...headers } });
    expect([refused.status, JSON.parse(refused.text).error.field, asked.length]).toEqual([status, field, 0]);
  });

  test('answers the same key with the same answer, which costs nothing more, and no other request with it', async () => {
    const { request, asked } = open();
    const keyed = { ...json, 'idempotency-key': 'k' };
    const first = await request('/chat', { body: { message: 'one' }, headers: keyed });
    const again = await request('/chat', { body: { message: 'one' }, headers: keyed });
    expect([JSON.parse(again.text), asked.length]).toMatchObject([{ text: 'Hello!', replayed: true }, 1]);
    expect([again.headers['x-rivulet-replayed'], again.record?.outputTokens]).toEqual(['true', undefined]);
    expect(first.record?.outputTokens).toBe(2);
    expect((await request('/chat', { body: { message: 'two' }, headers: keyed })).status).toBe(422);
    // It is kept for its key alone.
    expect(JSON.parse((await request('/conversations')).text)).toEqual({ conversations: [] });
  });
});

test.each([
  ['one', 'finished', { stopReason: 'end_turn' }],
  ['long', 'partial', { stopReason: 'max_tokens' }],
  ['call', 'finished', { stopReason: 'tool_use' }],
  ['bad', 'blocked', { stopReason: 'guardrail_intervened', answer: [] }],
  ['cut', 'cut', { error: { kind: 'disconnected', retryable: true } }],
  ['refuse', 'failed', { error: { kind: 'throttled', retryable: true }, answer: [] }],
])('a transcript tells an answer to %j as %s', async (message, status, told) => {
  const api = open();
  const id = 'chat';
  await api.request('/chat', { body: { message }, headers: { 'x-conversation-id': id, accept: 'text/event-stream' } });
  expect(await transcript(api, id)).toMatchObject([
    {
      status,
      parent: null,
      model: 'haiku',
      question: [{ role: 'user', content: [{ type: 'text', text: message }] }],
      ...told,
    },
  ]);
});

test('a transcript has words, thoughts, calls and sources as parts of their own, a turn a line', async () => {
  const api = open();
  const { conversationId: id } = await ask(api, { message: 'one', conversationId: 'new' });
  await ask(api, { message: 'call', conversationId: id });
  const [first, second] = await transcript(api, id);
  expect(first.answer).toEqual([
    { type: 'text', text: 'Hello!' },
    { type: 'citation', title: 'Tides', quotes: ['twice'] },
  ]);
  expect(second.answer).toEqual([
    { type: 'reasoning', text: 'hm' },
    { type: 'tool-use', id: 'c1', name: 'find', input: { a: 1 } },
  ]);
});

test('conversations are listed, the newest first, page by page; renamed; and deleted, one or all', async () => {
  const api = open();
  for (const id of ['a', 'b', 'c']) {
    await api.request('/chat', { body: { message: `from ${id}` }, headers: { ...json, 'x-conversation-id': id } });
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const list = async (query = {}) => JSON.parse((await api.request('/conversations', { query })).text);
  const page = await list({ limit: ['2'] });
  expect(page.conversations).toMatchObject([{ id: 'c', title: 'from c', turns: 1 }, { id: 'b' }]);
  expect((await list({ limit: ['2'], next: [page.next] })).conversations).toMatchObject([{ id: 'a' }]);
  for (const query of [{ limit: ['0'] }, { next: ['?'] }]) {
    expect((await api.request('/conversations', { query })).status).toBe(400);
  }
  await api.request('/conversations/a', { method: 'PATCH', body: { title: ' Mine ' } });
  expect((await list()).conversations[2]).toMatchObject({ id: 'a', title: 'Mine' });
  expect((await api.request('/conversations/a', { method: 'PATCH', body: { title: ' ' } })).status).toBe(400);
  expect(JSON.parse((await api.request('/conversations/b', { method: 'DELETE' })).text)).toEqual({
    id: 'b',
    deleted: true,
  });
  expect((await list()).conversations).toMatchObject([{ id: 'c' }, { id: 'a' }]);
  expect(JSON.parse((await api.request('/conversations', { method: 'DELETE' })).text)).toEqual({ deleted: 2 });
  expect(await list()).toEqual({ conversations: [] });
});

test.each([
  ['GET', '/conversations/a'],
  ['PATCH', '/conversations/a'],
  ['DELETE', '/conversations/a'],
  ['GET', '/conversations/a/turns/00000000000000000000'],
  ['GET', '/v1/responses/resp_00000000000000000000.a'],
  ['DELETE', '/v1/responses/resp_00000000000000000000.a'],
  ['GET', '/v1/responses/resp_00000000000000000000.a/input_items'],
  ['POST', '/v1/responses/resp_00000000000000000000.a/cancel'],
  ['GET', '/v1/responses/none'],
])('%s %s of another caller is not there', async (method, path) => {
  const { request } = open();
  await request('/chat', { body: { message: 'mine' }, headers: { ...json, 'x-conversation-id': 'a' } });
  const body = method === 'PATCH' ? { body: { title: 'Yours' } } : {};
  expect((await request(path, { method, caller: 'bob', ...body })).status).toBe(404);
});

test('an answer is told again in any format, and from the event on that was seen last', async () => {
  const api = open();
  const { conversationId, turn } = await ask(api, { message: 'one', conversationId: 'new' });
  const path = `/conversations/${conversationId}/turns/${turn}`;
  expect((await api.request(path, { headers: { accept: 'text/plain' } })).text).toBe('Hello!');
  expect(JSON.parse((await api.request(path, { headers: json })).text)).toMatchObject({ text: 'Hello!', turn });
  const { text } = await api.request(path, { headers: { accept: 'text/event-stream', 'last-event-id': '2' } });
  expect(text).toMatch(/^id: 3\nevent: delta\ndata: \{"text":"llo!"\}\n\n/);
  expect((await api.request(path, { headers: { ...json, 'last-event-id': 'x' } })).status).toBe(400);
});

test('what another program has kept is brought, and goes on', async () => {
  const api = open();
  const body = {
    title: 'Old',
    turns: [
      { question: 'one', answer: 'Uno.' },
      { question: 'two', answer: '' },
    ],
  };
  const { status, text } = await api.request('/conversations', { body });
  const { id } = JSON.parse(text);
  expect([status, (await transcript(api, id)).map((line) => line.answer)]).toEqual([
    201,
    [[{ type: 'text', text: 'Uno.' }], []],
  ]);
  await ask(api, { message: 'three', conversationId: id });
  expect(texts(api.asked.at(-1)?.chat.turns)).toEqual(['one', 'Uno.', 'three']);
});
