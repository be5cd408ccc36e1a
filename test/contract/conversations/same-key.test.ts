import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashOf } from '../../../lambda/conversations/ids.ts';
import { headKey, idempotencyKey, turnKey } from '../../../lambda/conversations/turns/keys.ts';
import {
  askedOf,
  type ConversationStage,
  startConversationStage,
} from '../../fixtures/conversations/conversation-stage.ts';

let stage: ConversationStage;
beforeAll(async () => {
  stage = await startConversationStage({ cancel: 'on', conversationKeepSeconds: 0.5, marginSeconds: 1 });
});
afterAll(() => stage.close());

const told = ({ status, headers }: Response) => [status, headers.get('x-rivulet-replayed')];

interface Native {
  readonly key: string;
  readonly model?: string;
  readonly says: string;
  readonly accept?: string;
  readonly by?: 'alice' | 'mallory';
}

interface Sent {
  readonly path: string;
  readonly body?: object;
  readonly conversation?: string | undefined;
}

const ask = ({ key, says: message, model = 'hello', accept = 'application/json', by = 'alice' }: Native) =>
  stage[by].request('chat', { body: { message, model }, headers: { 'idempotency-key': key, accept } });

describe('the same key again', () => {
  test('while the first one runs: its answer as it comes, and its end', async () => {
    const asked = { key: 'joined', says: 'join me', model: 'steady', accept: 'text/event-stream' };
    const first = await ask(asked);
    const second = await ask(asked);
    expect([first, second].map(told)).toEqual([
      [200, null],
      [200, 'true'],
    ]);
    const named = ['x-conversation-id', 'x-rivulet-turn'] as const;
    expect(named.map((name) => second.headers.get(name))).toEqual(named.map((name) => first.headers.get(name)));
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
    const reader = second.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('event: delta')) text += (await reader?.read())?.value ?? '';
    // Only the first one can be cancelled: the second reads what it said.
    await stage.alice.request(`requests/${first.headers.get('x-request-id')}`, { method: 'DELETE' });
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) text += part.value;
    expect(text).toContain('"replayed":true');
    expect(text.replace(',"replayed":true', '').replaceAll(/: heartbeat\n\n|"requestId":"[^"]+"/g, '')).toBe(
      (await first.text()).replaceAll(/: heartbeat\n\n|"requestId":"[^"]+"/g, ''),
    );
    expect(text).toContain('"kind":"cancelled"');
    expect(askedOf(stage, 'join me')).toHaveLength(1);
    const third = await ask({ ...asked, accept: 'application/json' });
    expect([third.status, await third.json()]).toMatchObject([499, { error: { kind: 'cancelled' } }]);
  });

  test('in another format: the same answer, which has its first one’s turn', async () => {
    const asked = { key: 'formats', says: 'any format' };
    const whole: object = JSON.parse(await (await ask(asked)).text());
    expect(whole).not.toHaveProperty('replayed');
    const again = await (await ask(asked)).json();
    expect(again).toEqual({ ...whole, id: expect.any(String), replayed: true });
    expect(await (await ask({ ...asked, accept: 'text/plain' })).text()).toBe('Hello!');
    expect(askedOf(stage, 'any format')).toHaveLength(1);
  });

  test('with another request: refused, and not tried again by a client', async () => {
    await ask({ key: 'reused', says: 'one thing' });
    const other = await ask({ key: 'reused', says: 'another thing' });
    expect([other.status, other.headers.get('x-should-retry')]).toEqual([422, 'false']);
    expect(await other.json()).toMatchObject({ error: { kind: 'key-reused', field: 'Idempotency-Key' } });
    const official = stage.alice.openai
      .withOptions({ maxRetries: 2 })
      .chat.completions.create(
        { model: 'hello', messages: [{ role: 'user', content: 'one thing' }] },
        { headers: { 'Idempotency-Key': 'reused' } },
      );
    await expect(official).rejects.toMatchObject({ status: 422, code: 'key-reused' });
    expect(askedOf(stage, 'another thing')).toHaveLength(0);
  });

  const post = { path: 'chat', body: { message: 'the same words', model: 'hello' }, conversation: 'one' };
  const get = { path: 'chat?message=one&model=hello' };
  test.each<[string, Sent, Sent]>([
    ['in another conversation', post, { ...post, conversation: 'another' }],
    ['in no conversation', post, { ...post, conversation: undefined }],
    ['with another query', get, { path: 'chat?message=another&model=hello' }],
  ])('%s: refused, too', async (what, first, other) => {
    const send = ({ path, body, conversation }: Sent) =>
      stage.alice.request(path, {
        ...(body && { body }),
        headers: { 'idempotency-key': what, ...(conversation !== undefined && { 'x-conversation-id': conversation }) },
      });
    await (await send(first)).text();
    const refused = await send(other);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('key-reused')]);
    expect(told(await send(first)), 'the same one is not').toEqual([200, 'true']);
  });

  test('of another caller: asked for itself', async () => {
    const asked = { key: 'shared', says: 'whose key?' };
    const first = await ask(asked);
    const other = await ask({ ...asked, by: 'mallory' });
    expect([first, other].map(told)).toEqual([
      [200, null],
      [200, null],
    ]);
    expect(other.headers.get('x-conversation-id')).not.toBe(first.headers.get('x-conversation-id'));
    expect(told(await ask({ ...asked, by: 'mallory' }))).toEqual([200, 'true']);
    expect(askedOf(stage, 'whose key?')).toHaveLength(2);
  });

  test('of one that failed: asked again, as another answer to the same question', async () => {
    const headers = { 'Idempotency-Key': 'failed', 'X-Conversation-ID': 'failures' };
    const client = stage.alice.openai.withOptions({ maxRetries: 2 });
    const messages = [{ role: 'user' as const, content: 'fail first' }];
    const events = async (model: string) => {
      const stream = await client.chat.completions.create({ model, messages, stream: true }, { headers });
      for await (const chunk of stream) if (chunk.choices[0]?.finish_reason) return chunk.choices[0].finish_reason;
      return undefined;
    };
    await expect(events('midway-truncated')).rejects.toMatchObject({ code: 'truncated' });
    await expect(events('midway-truncated')).rejects.toMatchObject({ code: 'truncated' });
    expect(askedOf(stage, 'fail first')).toHaveLength(2);
    const lines = (await (await stage.alice.request('conversations/failures')).text()).trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { status: 'cut', parent: null },
      { status: 'cut', parent: null },
    ]);
  });

  test.each([
    ['empty', ''],
    ['too long', 'x'.repeat(256)],
  ])('that is %s: refused', async (_what, key) => {
    const refused = await ask({ key, says: 'no key' });
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: { field: 'Idempotency-Key' } }]);
  });
});

describe('a first request that has claimed the key, and no turn yet', () => {
  /** As if the first one had just come so far. */
  async function claimAlone(asked: Native, claimedMs: number): Promise<void> {
    const table = stage.openTable();
    const first = await ask(asked);
    await first.text();
    const caller = stage.alice.id;
    const conversation = first.headers.get('x-conversation-id') ?? '';
    await table.delete([
      turnKey({ caller, conversation, turn: first.headers.get('x-rivulet-turn') ?? '' }),
      headKey({ caller, conversation }),
    ]);
    const key = idempotencyKey(caller, hashOf(asked.key));
    const { pk: _pk, sk: _sk, ...item } = await table.get(key);
    await table.put(key, { ...item, claimedMs });
  }

  test('is a conflict, which official clients try again', async () => {
    const asked = { key: 'conflict', says: 'at once' };
    await claimAlone(asked, Date.now() + 60_000);
    const refused = await ask(asked);
    expect(refused.status).toBe(409);
    expect(['x-should-retry', 'retry-after'].map((name) => refused.headers.get(name))).toEqual(['true', '1']);
    expect(await refused.json()).toMatchObject({ error: { kind: 'conflict', field: 'Idempotency-Key' } });
    expect(askedOf(stage, 'at once')).toHaveLength(1);
  });

  test('is forgotten when it has been gone for long', async () => {
    const asked = { key: 'gone', says: 'long ago' };
    await claimAlone(asked, Date.now() - 20_000);
    expect(told(await ask(asked))).toEqual([200, null]);
    expect(told(await ask(asked))).toEqual([200, 'true']);
    expect(askedOf(stage, 'long ago')).toHaveLength(2);
  });
});

test('two at once are paid once: one waits for the other by its own retries', async () => {
  const client = stage.alice.openai.withOptions({ maxRetries: 5 });
  const messages = [{ role: 'user' as const, content: 'two at once' }];
  const answers = await Promise.all(
    [0, 1].map(() =>
      client.chat.completions
        .create({ model: 'slow-start', messages }, { headers: { 'Idempotency-Key': 'two' } })
        .withResponse(),
    ),
  );
  for (const { data } of answers) expect(data.choices[0]?.message.content).toBe('Worth the wait.');
  const replayed = answers.map(({ response }) => response.headers.get('x-rivulet-replayed'));
  expect(new Set(replayed)).toEqual(new Set([null, 'true']));
  expect(askedOf(stage, 'two at once')).toHaveLength(1);
});

test('a request that is refused before it has a turn gives its key back', async () => {
  const body = { message: 'nobody knows it', model: 'hello', conversationId: 'unknown' };
  for (let time = 0; time < 2; time += 1) {
    const refused = await stage.alice.request('chat', { body, headers: { 'idempotency-key': 'given back' } });
    expect([refused.status, await refused.json()]).toMatchObject([404, { error: { field: 'conversationId' } }]);
  }
});

test('a refusal of the model’s is no answer: the client’s own retry with the same key is asked', async () => {
  const client = stage.alice.openai.withOptions({ maxRetries: 1 });
  const messages = [{ role: 'user' as const, content: 'second time' }];
  const asked = { model: 'refused-model-error', messages };
  const headers = { 'Idempotency-Key': 'refused', 'X-Conversation-ID': 'refusals' };
  await expect(client.chat.completions.create(asked, { headers })).rejects.toMatchObject({ status: 502 });
  const lines = (await (await stage.alice.request('conversations/refusals')).text()).trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);
});

test('a response that is not stored claims no key: it is asked each time', async () => {
  const { id } = await stage.alice.openai.responses.create({ model: 'hello', input: 'stored' });
  const asked = { model: 'hello', input: 'unstored', previous_response_id: id, store: false };
  for (let time = 0; time < 2; time += 1) {
    const answer = await stage.alice.openai.responses.create(asked, { headers: { 'Idempotency-Key': 'unstored' } });
    expect(answer.status).toBe('completed');
  }
});
