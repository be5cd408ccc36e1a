import { lastAssistantMessageIsCompleteWithToolCalls, type UIMessage } from 'ai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChat } from '../../fixtures/clients/memory-chat.ts';
import { readNative } from '../../fixtures/clients/read-native.ts';
import { type Person, signIn } from '../../fixtures/people.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

const bearer = ({ token }: Person) => ({ authorization: `Bearer ${token}` });

let stage: TestStage;
let alice: Person;
let mallory: Person;
beforeAll(async () => {
  // A silent model: the answer begins with heartbeats, long before its first event.
  const pace = { commitAfterSeconds: 0.1, heartbeatSeconds: 0.1, idleSeconds: 60, marginSeconds: 1 };
  const plans = { standard: { budget: { day: { tokens: 1_000_000 } } } };
  stage = await startTestStage({
    access: 'cognito',
    cancel: 'on',
    plans,
    ...pace,
    corsOrigins: 'https://app.example.com',
  });
  // An environment is fast when it has reached the table once: on a busy machine the first time may take longer than it waits.
  const warmUp = Array.from({ length: 5 }, async () =>
    (await stage.ask('hello', { headers: bearer(await signIn(stage, 'warm')) })).text(),
  );
  await Promise.all(warmUp);
  [alice, mallory] = await Promise.all([signIn(stage, 'alice'), signIn(stage, 'mallory')]);
});
afterAll(() => stage.close());

/** An answer that flows, and Bedrock's side of it. */
async function ask(model: string, path = 'chat', body: object = { message: 'hi' }) {
  const before = stage.seen.length;
  const headers = { ...bearer(alice), accept: 'text/event-stream' };
  const sent = JSON.stringify({ ...body, model });
  const response = await fetch(`${stage.url}${path}`, { method: 'POST', headers, body: sent });
  await expect.poll(() => stage.seen.length).toBe(before + 1);
  const upstream = stage.seen[before];
  if (!upstream) throw new Error('Bedrock was not asked');
  return { response, id: response.headers.get('x-request-id') ?? '', upstream };
}

const cancel = async (id: string, by = alice) => {
  const response = await by.request('DELETE', `requests/${id}`);
  const body: unknown = await response.json();
  return { status: response.status, body };
};

describe('only who asked may cancel', () => {
  test('another caller’s three ways find nothing, and the answer goes on to its end', async () => {
    const chatId = 'chat-of-alice';
    const messages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'hi' }] }];
    const { response, id, upstream } = await ask('slow', 'api/chat', { id: chatId, messages });
    const refusals = async (request: string, chat: string) => {
      const responses = await Promise.all([
        mallory.request('DELETE', `requests/${request}`),
        mallory.request('POST', `v1/responses/resp_${request}/cancel`),
        mallory.request('POST', `api/chat/${chat}/stop`),
      ]);
      return Promise.all(
        responses.map(async (one) => {
          const own = one.headers.get('x-request-id') ?? '';
          return [one.status, (await one.text()).replace(own, 'ITS OWN ID')];
        }),
      );
    };
    const refused = await refusals(id, chatId);
    expect(refused.map(([status]) => status)).toEqual([404, 404, 404]);
    expect(refused, 'as if there were no such request').toEqual(await refusals('unknown', 'unknown'));
    expect(await response.text()).toContain('"type":"finish"');
    expect(await upstream.ended).toBe('finished');
  });

  test('twice is the same as once, and after the end it is over', async () => {
    const { response, id } = await ask('steady');
    expect(await cancel(id)).toEqual({ status: 202, body: { id, status: 'cancelling' } });
    expect(await cancel(id)).toEqual({ status: 202, body: { id, status: 'cancelling' } });
    expect(readNative['text/event-stream']?.(await response.text())).toMatchObject({ last: { kind: 'cancelled' } });
    await expect.poll(() => cancel(id)).toEqual({ status: 202, body: { id, status: 'over' } });
  });
});

const strange = [
  'unknown',
  '00000000-0000-0000-0000-000000000000',
  'a%2Fb',
  '..%2F..%2Fme',
  'x'.repeat(300),
  encodeURIComponent('川 🚣'),
  '%00',
  '%F0%9F',
  '%25%32%46',
  'a:b%23c',
  '__proto__',
  '%7Bid%7D',
  'answer%23alice',
];

describe('ids that none of the caller’s requests has', () => {
  test.each(strange)('%s', async (id) => {
    for (const [method, path] of [
      ['DELETE', `requests/${id}`],
      ['POST', `v1/responses/resp_${id}/cancel`],
      ['POST', `v1/responses/${id}/cancel`],
      ['POST', `api/chat/${id}/stop`],
    ] as const) {
      const { status } = await alice.request(method, path);
      expect([path, status]).toEqual([path, 404]);
    }
  });

  test('a response’s id without its prefix', async () => {
    const { response, id, upstream } = await ask('slow-first-word');
    expect((await alice.request('POST', `v1/responses/${id}/cancel`)).status).toBe(404);
    expect((await alice.request('POST', `v1/responses/resp_${id}/cancel`)).status).toBe(200);
    expect(await response.text()).toContain('"kind":"cancelled"');
    expect(await upstream.ended).toBe('caller-left');
  });
});

describe('an answer that has had heartbeats alone', () => {
  test.each(['slow-first-word', 'stall-at-start'])('%s: ends, and its connection to Bedrock with it', async (model) => {
    const { response, id, upstream } = await ask(model);
    expect(response.status).toBe(200);
    expect(await cancel(id)).toMatchObject({ status: 202, body: { status: 'cancelling' } });
    // Bedrock’s next word comes after four seconds, or never: it sees the end before that.
    expect(await upstream.ended).toBe('caller-left');
    expect(upstream.progress.writes).toBe(model === 'slow-first-word' ? 1 : 0);
    const body = await response.text();
    expect(body).toMatch(
      /^(: heartbeat\n\n|id: .*\nevent: start\n.*\n\n)+id: \d\nevent: error\n.*"kind":"cancelled".*\n\n$/,
    );
    await expect
      .poll(() => alice.records().find(({ requestId }) => requestId === id))
      .toMatchObject({
        status: 200,
        'error.type': 'cancelled',
        isEstimated: true,
      });
  });

  test.each(['stall-at-start', 'slow-first-word'])(
    '%s: useChat does not ask again by itself, though the results of its tools are all there',
    async (model) => {
      const tool = { type: 'dynamic-tool', toolName: 'clock', toolCallId: 't1', state: 'output-available' } as const;
      const messages: UIMessage[] = [
        { id: '1', role: 'user', parts: [{ type: 'text', text: 'what time is it?' }] },
        { id: '2', role: 'assistant', parts: [{ type: 'step-start' }, { ...tool, input: {}, output: 'noon' }] },
      ];
      const before = stage.seen.length;
      const chat = startChat(
        stage,
        model,
        { headers: bearer(alice), body: { tools: { clock: { inputSchema: { type: 'object' } } } } },
        { id: `tools-${model}`, messages, sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls },
      );
      const going = chat.sendMessage();
      await expect.poll(() => stage.seen.length).toBe(before + 1);
      await expect.poll(async () => (await alice.request('POST', `api/chat/tools-${model}/stop`)).status).toBe(202);
      await going;
      expect(stage.seen.length).toBe(before + 1);
      expect(chat).toMatchObject({ status: 'ready', error: undefined });
    },
  );
});

describe('a page of another origin', () => {
  const origin = 'https://app.example.com';

  test('may send DELETE, as preflight says', async () => {
    const asked = {
      origin,
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'authorization',
    };
    const { status, headers } = await fetch(`${stage.url}requests/some-id`, { method: 'OPTIONS', headers: asked });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-methods')?.split(/, ?/)).toContain('DELETE');
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
    expect(headers.get('access-control-allow-origin')).toBe(origin);
  });

  test.each(['chat', 'v1/messages'])('can read what is left of the budget: %s', async (path) => {
    const common = { model: 'hello', messages: [{ role: 'user', content: 'hi' }] };
    const sent = JSON.stringify(path === 'chat' ? common : { ...common, max_tokens: 9 });
    const { status, headers } = await fetch(`${stage.url}${path}`, {
      method: 'POST',
      headers: { ...bearer(alice), origin },
      body: sent,
    });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    const exposed = headers.get('access-control-expose-headers')?.split(', ');
    const told = [...headers.keys()].filter((name) => name.includes('ratelimit'));
    expect(told).toEqual(
      ['limit', 'remaining', 'reset']
        .flatMap((name) => [`anthropic-ratelimit-tokens-${name}`, `x-ratelimit-${name}-tokens`])
        .toSorted(),
    );
    expect(exposed).toEqual(expect.arrayContaining(told));
  });
});
