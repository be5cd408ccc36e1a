import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ConversationStage,
  type KeyHolder,
  startConversationStage,
} from '../../fixtures/conversations/conversation-stage.ts';
import { startTestStage } from '../../fixtures/test-stage.ts';

let stage: ConversationStage;
beforeAll(async () => {
  stage = await startConversationStage({ cancel: 'on', conversationKeepSeconds: 0.5, marginSeconds: 1 });
});
afterAll(() => stage.close());

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly turns: number;
}
interface Page {
  readonly conversations: readonly Listed[];
  readonly next?: string;
}

async function told(who: KeyHolder, path: string, asked: Parameters<KeyHolder['request']>[1] = {}) {
  const response = await who.request(path, asked);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const list = async (query = '', who = stage.alice): Promise<Page> => (await told(who, `conversations${query}`)).body;
const transcript = async (id: string): Promise<Record<string, unknown>[]> => {
  const text = await (await stage.alice.request(`conversations/${id}`)).text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
};
const importOne = async (title: string, who = stage.alice): Promise<string> => {
  const body = { title, turns: [{ question: `About ${title}?`, answer: `This is ${title}.` }] };
  return (await told(who, 'conversations', { body })).body.id;
};

describe('the list', () => {
  beforeEach(() => stage.alice.request('conversations', { method: 'DELETE' }));

  test('has the newest first, a page at a time, whatever the size of a page', async () => {
    const ids: string[] = [];
    for (const title of ['a', 'b', 'c', 'd', 'e']) ids.unshift(await importOne(title));
    for (const limit of [1, 2, 3, 5, 100]) {
      const pages: (readonly string[])[] = [];
      let next: string | undefined;
      do {
        const page: Page = await list(`?limit=${limit}${next === undefined ? '' : `&next=${next}`}`);
        pages.push(page.conversations.map(({ id }) => id));
        ({ next } = page);
      } while (next !== undefined);
      expect(pages.flat()).toEqual(ids);
      expect(Math.max(...pages.map(({ length }) => length))).toBe(Math.min(limit, 5));
    }
    const answer = await stage.ask('hello', { body: { message: 'more', conversationId: ids.at(-1) } });
    await answer.text();
    const { conversations } = await list();
    expect(conversations.map(({ id }) => id)).toEqual([ids.at(-1), ...ids.slice(0, -1)]);
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(conversations[0]).toEqual({ id: ids.at(-1), title: 'a', createdAt: at, updatedAt: at, turns: 2 });
  });

  test('is empty at first, and has nothing of another caller’s, also after another’s page', async () => {
    expect(await list()).toEqual({ conversations: [] });
    for (const title of ['a', 'b', 'c']) await importOne(title);
    const { next = '' } = await list('?limit=1');
    await stage.mallory.request('conversations', { method: 'DELETE' });
    expect(await list(`?next=${next}`, stage.mallory)).toEqual({ conversations: [] });
  });

  test('has no conversation that was made for an idempotency key alone', async () => {
    const headers = { 'idempotency-key': 'alone' };
    await (await stage.alice.request('chat', { body: { message: 'hi', model: 'hello' }, headers })).text();
    expect(await list()).toEqual({ conversations: [] });
  });

  test.each(['limit=0', 'limit=101', 'limit=ten', 'next=%00', 'next=bm90IG9uZQ'])('refuses %s', async (query) => {
    const { status, body } = await told(stage.alice, `conversations?${query}`);
    expect([status, body]).toMatchObject([400, { error: { field: query.split('=')[0] } }]);
  });
});

describe('another caller’s conversation is like one that does not exist', () => {
  const routes = [
    ['GET', 'conversations/ID', undefined],
    ['PATCH', 'conversations/ID', { title: 'Mine now' }],
    ['DELETE', 'conversations/ID', undefined],
    ['GET', 'conversations/ID/turns/TURN', undefined],
    ['POST', 'chat', { message: 'hi', conversationId: 'ID' }],
    ['POST', 'chat', { message: 'hi', conversationId: 'ID', parent: 'TURN' }],
  ] as const;

  test.each(routes)('%s %s %j', async (method, path, body) => {
    const id = await importOne('only for Alice');
    const [{ turn }] = (await transcript(id)) as [{ turn: string }];
    const refusal = async (who: KeyHolder, conversation: string, of: string) => {
      const fill = (text: string) => text.replace('ID', conversation).replace('TURN', of);
      const asked = { method, ...(body && { body: JSON.parse(fill(JSON.stringify(body))) as object }) };
      const { status, body: said } = await told(who, fill(path), asked);
      return [status, { ...said.error, requestId: '' }];
    };
    const refused = await refusal(stage.mallory, id, turn);
    expect(refused).toMatchObject([404, { kind: 'not-found' }]);
    expect(await refusal(stage.mallory, 'x'.repeat(20), 'y'.repeat(20))).toEqual(refused);
    expect(await refusal(stage.alice, 'x'.repeat(20), 'y'.repeat(20))).toEqual(refused);
    expect((await list()).conversations).toContainEqual(expect.objectContaining({ id, title: 'only for Alice' }));
  });
});

test('what is renamed keeps its name, and what is deleted is gone', async () => {
  const [kept, gone] = [await importOne('kept'), await importOne('gone')];
  const rename = (title: unknown) => told(stage.alice, `conversations/${kept}`, { method: 'PATCH', body: { title } });
  expect(await rename('  A better one ')).toEqual({ status: 200, body: { id: kept, title: 'A better one' } });
  for (const title of ['', '  ', 'x'.repeat(201), 7, undefined]) {
    expect(await rename(title)).toMatchObject({ status: 400, body: { error: { field: 'title' } } });
  }
  const [{ turn }] = (await transcript(gone)) as [{ turn: string }];
  const deleted = await told(stage.alice, `conversations/${gone}`, { method: 'DELETE' });
  expect(deleted).toEqual({ status: 200, body: { id: gone, deleted: true } });
  for (const path of [`conversations/${gone}`, `conversations/${gone}/turns/${turn}`]) {
    expect(await told(stage.alice, path)).toMatchObject({ status: 404 });
  }
  const titles = (await list()).conversations.map(({ title }) => title);
  expect(titles).toContain('A better one');
  expect(titles).not.toContain('gone');

  const of = await importOne('of Mallory', stage.mallory);
  const { conversations } = await list();
  const all = await told(stage.alice, 'conversations', { method: 'DELETE' });
  expect(all).toEqual({ status: 200, body: { deleted: conversations.length } });
  expect(await list()).toEqual({ conversations: [] });
  expect((await list('', stage.mallory)).conversations.map(({ id }) => id)).toContain(of);
});

test.each([
  ['a title that is too long', { title: 'x'.repeat(201) }, {}, 'title'],
  ['one that no item of the table could hold', { title: 'x'.repeat(500_000) }, {}, 'title'],
  ['a blank title', { title: ' ' }, {}, 'title'],
  ['a model that is too long', {}, { model: 'x'.repeat(500_000) }, 'turns[0].model'],
  ['no model', {}, { model: '' }, 'turns[0].model'],
])('what a client brings is refused with %s', async (_what, conversation, turn, field) => {
  const body = { ...conversation, turns: [{ question: 'q', answer: 'a', ...turn }] };
  expect(await told(stage.alice, 'conversations', { body })).toMatchObject({ status: 400, body: { error: { field } } });
});

test('what a client brings is kept, and gone on from', async () => {
  const turns = [
    { question: 'Who was Ada?', answer: 'A mathematician.', model: 'hello' },
    { question: [{ type: 'text', text: 'And Charles?' }], answer: 'Her friend.' },
  ];
  const { status, body } = await told(stage.alice, 'conversations', { body: { turns } });
  expect(status).toBe(201);
  const [first, second] = await transcript(body.id);
  expect([first, second]).toMatchObject([
    { parent: null, status: 'finished', model: 'hello', answer: [{ type: 'text', text: 'A mathematician.' }] },
    { parent: first?.['turn'], status: 'finished', model: 'normal', question: [{ role: 'user' }] },
  ]);
  expect((await list()).conversations[0]).toMatchObject({ id: body.id, title: 'Who was Ada?', turns: 2 });
  await (await stage.ask('', { body: { message: 'Both?', model: 'hello', conversationId: body.id } })).text();
  const texts = ['Who was Ada?', 'A mathematician.', 'And Charles?', 'Her friend.', 'Both?'];
  expect(stage.seen.at(-1)?.body).toMatchObject({ messages: texts.map((text) => ({ content: [{ text }] })) });
  for (const wrong of [{}, { turns: [] }, { turns: [{ question: '', answer: 'a' }] }, { turns: [{ question: 'q' }] }]) {
    expect(await told(stage.alice, 'conversations', { body: wrong })).toMatchObject({ status: 400 });
  }
});

describe('a transcript tells what became of each answer', () => {
  const endings: Readonly<Record<string, object>> = {
    hello: { status: 'finished', stopReason: 'end_turn', answer: [{ type: 'text', text: 'Hello!' }] },
    tools: {
      status: 'finished',
      stopReason: 'tool_use',
      answer: [{}, { type: 'tool-use', input: expect.any(Object) }],
    },
    reasoning: { status: 'finished', answer: [{ type: 'reasoning' }, { type: 'text' }] },
    citations: { status: 'finished', answer: expect.arrayContaining([expect.objectContaining({ type: 'citation' })]) },
    'max-tokens': { status: 'partial', stopReason: 'max_tokens' },
    'context-window-exceeded': { status: 'partial', stopReason: 'model_context_window_exceeded' },
    'content-filtered': { status: 'blocked', stopReason: 'content_filtered' },
    guardrail: { status: 'blocked', stopReason: 'guardrail_intervened' },
    'midway-truncated': { status: 'cut', error: { kind: 'truncated', retryable: true }, answer: [{ type: 'text' }] },
    'refused-model-error': { status: 'failed', error: { kind: 'model-error' }, answer: [] },
  };

  test.each(Object.entries(endings))('%s', async (model, ending) => {
    const id = `ending-${model}`;
    const asked = { body: { message: 'How?', model }, headers: { 'x-conversation-id': id } };
    const answer = await stage.alice.request('chat', asked);
    await answer.text();
    const [line] = await transcript(id);
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(line).toMatchObject({ parent: null, model, createdAt: at, endedAt: at, ...ending });
    expect(line?.['requestId']).toBe(answer.headers.get('x-request-id'));
    expect(line?.['question']).toEqual([{ role: 'user', content: [{ type: 'text', text: 'How?' }] }]);
  });
});

test('without conversations none of the routes is there, and a conversation is refused by name', async () => {
  const off = await startTestStage({ plans: { standard: {} } });
  try {
    const ask = (path: string, method: string, body?: object) =>
      fetch(`${off.url}${path}`, {
        method,
        headers: { 'x-api-key': off.apiKey ?? '' },
        ...(body && { body: JSON.stringify(body) }),
      });
    for (const path of ['conversations', 'conversations/a', 'conversations/a/turns/b']) {
      for (const method of ['GET', 'DELETE', 'POST', 'PATCH']) {
        expect([path, method, (await ask(path, method, method === 'GET' ? undefined : {})).status]).toEqual([
          path,
          method,
          404,
        ]);
      }
    }
    for (const field of ['conversationId', 'parent']) {
      const refused = await ask('chat', 'POST', { message: 'hi', [field]: 'new' });
      expect([refused.status, await refused.json()]).toMatchObject([400, { error: { field } }]);
    }
  } finally {
    await off.close();
  }
});
