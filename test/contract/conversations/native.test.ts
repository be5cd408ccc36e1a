import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  askedOf,
  type ConversationStage,
  startConversationStage,
} from '../../fixtures/conversations/conversation-stage.ts';

let stage: ConversationStage;
beforeAll(async () => {
  const models = {
    'slow-start': 'local.slow-start',
    hello: 'local.hello',
    steady: 'local.steady',
    capable: { id: 'local.hello', family: 'nova' },
    blind: { id: 'local.hello', family: 'nova-micro' },
  };
  stage = await startConversationStage({ models, defaultModel: 'hello', historyTokens: 300, cancel: 'on' });
});
afterAll(() => stage.close());

interface Answer {
  readonly conversationId: string;
  readonly turn: string;
}

const send = (body: object, headers: Record<string, string> = {}) =>
  stage.alice.request('chat', { body, headers: { accept: 'application/json', ...headers } });

async function ask(body: object, headers?: Record<string, string>): Promise<Answer> {
  const response = await send(body, headers);
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  return JSON.parse(text);
}

async function refused(body: object, headers?: Record<string, string>): Promise<unknown> {
  const response = await send(body, headers);
  const { error }: { error: object } = JSON.parse(await response.text());
  return { status: response.status, ...error };
}

const lastAsked = () => stage.seen.at(-1)?.body;
const said = (...texts: readonly string[]) =>
  texts.map((text, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content: [{ text }] }));

describe('a question in a conversation', () => {
  test('is put after what was said before, and its answer says where it is', async () => {
    const response = await send({ conversationId: 'new', message: 'first' });
    const first: Answer = JSON.parse(await response.text());
    const place = [first.conversationId, first.turn];
    expect(place).toEqual([expect.stringMatching(/^[a-z\d]{20}$/), expect.stringMatching(/^[a-z\d]{20}$/)]);
    expect(['x-conversation-id', 'x-rivulet-turn'].map((name) => response.headers.get(name))).toEqual(place);
    const stream = await send({ conversationId: place[0], message: 'second' }, { accept: 'text/event-stream' });
    const [, start = ''] = /^id: 1\nevent: start\ndata: (.*)$/m.exec(await stream.text()) ?? [];
    expect(JSON.parse(start)).toMatchObject({ conversationId: place[0], turn: stream.headers.get('x-rivulet-turn') });
    expect(lastAsked()).toMatchObject({ messages: said('first', 'Hello!', 'second') });
    const query = new URLSearchParams({ conversationId: first.conversationId, message: 'third' });
    await (await stage.alice.request(`chat?${query.toString()}`)).text();
    expect(lastAsked()).toMatchObject({ messages: said('first', 'Hello!', 'second', 'Hello!', 'third') });
  });

  test('may name it in the header, by an id of the client’s own, which begins with its first turn', async () => {
    const named = { 'x-conversation-id': 'Ada:2026_11-27.a' };
    const { conversationId } = await ask({ message: 'by header' }, named);
    expect(conversationId).toBe(named['x-conversation-id']);
    await ask({ message: 'again' }, named);
    expect(lastAsked()).toMatchObject({ messages: said('by header', 'Hello!', 'again') });
    await ask({ message: 'by body', conversationId }, named);
    expect(askedOf(stage, 'by header')).toHaveLength(3);
  });

  test('that brings its own history is given no other, and only what is new of it is kept', async () => {
    const { conversationId } = await ask({ conversationId: 'new', message: 'kept before' });
    const messages = [
      { role: 'user', content: 'own question' },
      { role: 'assistant', content: 'own answer' },
      { role: 'user', content: 'new question' },
    ];
    await ask({ conversationId, messages });
    expect(lastAsked()).toMatchObject({ messages: said('own question', 'own answer', 'new question') });
    const transcript = await (await stage.alice.request(`conversations/${conversationId}`)).text();
    expect(transcript).toContain('new question');
    expect(transcript).not.toContain('own');
  });

  test.each([
    ['an unknown one', { conversationId: 'a'.repeat(20) }, { status: 404, kind: 'not-found', field: 'conversationId' }],
    ['what is no id', { conversationId: 'a/b' }, { status: 400, field: 'conversationId' }],
    ['an empty one', { conversationId: '' }, { status: 400, field: 'conversationId' }],
    ['a parent alone', { parent: '0'.repeat(20) }, { status: 400, field: 'parent' }],
    ['a parent of a new one', { conversationId: 'new', parent: '0'.repeat(20) }, { status: 400, field: 'parent' }],
  ])('is refused with %s, and no model is asked', async (_what, asked, error) => {
    const before = stage.seen.length;
    expect(await refused({ ...asked, message: 'hi' })).toMatchObject(error);
    expect(stage.seen.length).toBe(before);
  });

  test('is refused where header and body name two', async () => {
    const { conversationId } = await ask({ conversationId: 'new', message: 'hi' });
    const both = await refused({ conversationId, message: 'hi' }, { 'x-conversation-id': 'another' });
    expect(both).toMatchObject({ status: 400, field: 'X-Conversation-ID' });
  });
});

describe('branches', () => {
  test('a question after an earlier turn sees what leads to it, and nothing else', async () => {
    const one = await ask({ conversationId: 'new', message: 'one' });
    const { conversationId } = one;
    const two = await ask({ conversationId, message: 'two' });
    const other = await ask({ conversationId, message: 'other', parent: one.turn });
    expect(lastAsked()).toMatchObject({ messages: said('one', 'Hello!', 'other') });
    await ask({ conversationId, message: 'after two', parent: two.turn });
    expect(lastAsked()).toMatchObject({ messages: said('one', 'Hello!', 'two', 'Hello!', 'after two') });
    await ask({ conversationId, message: 'anew', parent: 'none' });
    expect(lastAsked()).toMatchObject({ messages: said('anew') });
    await ask({ conversationId, message: 'after anew' });
    expect(lastAsked()).toMatchObject({ messages: said('anew', 'Hello!', 'after anew') });
    const transcript = await (await stage.alice.request(`conversations/${conversationId}`)).text();
    const turns = transcript
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(turns).toMatchObject([
      { turn: one.turn, parent: null },
      { turn: two.turn, parent: one.turn },
      { turn: other.turn, parent: one.turn },
      { parent: two.turn },
      { parent: null },
      {},
    ]);
  });

  test('not after a turn of another conversation, nor after one that is still answered', async () => {
    const one = await ask({ conversationId: 'new', message: 'one' });
    const elsewhere = await ask({ conversationId: 'new', message: 'elsewhere' });
    const { conversationId } = one;
    const foreign = await refused({ conversationId, message: 'hi', parent: elsewhere.turn });
    expect(foreign).toMatchObject({ status: 404, field: 'parent' });
    for (const parent of [' ', '~', '\u0000', 'x'.repeat(3_000), '__proto__']) {
      expect(await refused({ conversationId, message: 'hi', parent }), parent).toMatchObject({ status: 404 });
      const messages = ['user', 'assistant', 'user'].map((role) => ({ role, content: 'hi' }));
      expect(await refused({ conversationId, messages, parent }), parent).toMatchObject({ status: 404 });
    }
    const running = await send({ conversationId, message: 'go on', model: 'steady' }, { accept: 'text/event-stream' });
    const parent = running.headers.get('x-rivulet-turn');
    expect(await refused({ conversationId, message: 'hi', parent })).toMatchObject({ status: 409, kind: 'conflict' });
    // Without naming one it goes on after the newest that was answered.
    await ask({ conversationId, message: 'meanwhile' });
    expect(lastAsked()).toMatchObject({ messages: said('one', 'Hello!', 'meanwhile') });
    await stage.alice.request(`requests/${running.headers.get('x-request-id')}`, { method: 'DELETE' });
    await running.text();
  });
});

test('a system prompt is used until another one is sent', async () => {
  const { conversationId } = await ask({ conversationId: 'new', message: 'a', system: 'Rhyme.' });
  await ask({ conversationId, message: 'b' });
  expect(lastAsked()).toMatchObject({ system: [{ text: 'Rhyme.' }] });
  await ask({ conversationId, message: 'c', system: 'Do not rhyme.' });
  await ask({ conversationId, message: 'd' });
  expect(lastAsked()).toMatchObject({ system: [{ text: 'Do not rhyme.' }] });
  const transcript = async () => {
    const text = await (await stage.alice.request(`conversations/${conversationId}`)).text();
    return text
      .trimEnd()
      .split('\n')
      .map((line): object => JSON.parse(line));
  };
  // Told once, in the first line.
  const lines = await transcript();
  expect(lines.flatMap((line, index) => ('system' in line ? [[index, line.system]] : []))).toEqual([
    [0, 'Do not rhyme.'],
  ]);
  await ask({ conversationId, message: 'e', system: '' });
  await ask({ conversationId, message: 'f' });
  expect(lastAsked()).not.toHaveProperty('system');
  expect(await refused({ conversationId, message: 'g', system: 'x'.repeat(300_001) })).toMatchObject({ status: 400 });
  expect((await transcript())[0]).not.toHaveProperty('system');
});

test('the oldest turns are left out when they no longer fit', async () => {
  const { conversationId } = await ask({ conversationId: 'new', message: `oldest ${'word '.repeat(100)}` });
  for (const message of ['second', 'third']) await ask({ conversationId, message: `${message} ${'word '.repeat(60)}` });
  await ask({ conversationId, message: 'fourth' });
  const { messages }: { messages: { content: { text: string }[] }[] } = JSON.parse(JSON.stringify(lastAsked()));
  const first = messages.map(({ content }) => content[0]?.text.split(' ')[0]);
  expect(first).toEqual(['second', 'Hello!', 'third', 'Hello!', 'fourth']);
});

test('files of an earlier turn are shown to the model again, and told by name, size and hash', async () => {
  const pixel = Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1').toString('base64');
  const tides = Buffer.from('The tide turns twice a day.').toString('base64');
  const content = [
    { type: 'text', text: 'What is in these?' },
    { type: 'file', name: 'Tides.txt', data: `data:text/plain;base64,${tides}` },
    { type: 'file', data: `data:image/png;base64,${pixel}` },
  ];
  const messages = [{ role: 'user', content }];
  const { conversationId, turn } = await ask({ conversationId: 'new', model: 'capable', messages });
  const [first]: unknown[] = JSON.parse(JSON.stringify(lastAsked())).messages;
  await ask({ conversationId, model: 'capable', message: 'And now?' });
  expect(lastAsked()).toMatchObject({ messages: [first, ...said('', 'Hello!', 'And now?').slice(1)] });
  expect(JSON.stringify(first)).toContain(tides);
  expect(JSON.stringify(first)).toContain(pixel);
  // A model that takes none can't be shown them, and its caller can't leave them out.
  const message =
    'messages: an earlier turn of this conversation has images, which blind does not support: ask a model that does, or begin anew';
  expect(await refused({ conversationId, parent: turn, model: 'blind', message: 'And now?' })).toMatchObject({
    status: 400,
    message,
  });
  const [line = ''] = (await (await stage.alice.request(`conversations/${conversationId}`)).text()).split('\n');
  expect(JSON.parse(line)).toMatchObject({
    question: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is in these?' },
          { type: 'file', name: 'Tides.txt', format: 'txt', bytes: 27, sha256: expect.stringMatching(/^[\da-f]{64}$/) },
          { type: 'file', format: 'png', bytes: 8, sha256: expect.any(String) },
        ],
      },
    ],
  });
  expect(line).not.toContain(tides);
});
