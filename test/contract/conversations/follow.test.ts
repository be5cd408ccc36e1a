import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { turnKey } from '../../../lambda/conversations/turns/keys.ts';
import { type ConversationStage, startConversationStage } from '../../fixtures/conversations/conversation-stage.ts';

let stage: ConversationStage;
beforeAll(async () => {
  stage = await startConversationStage({ cancel: 'on', conversationKeepSeconds: 0.5, heartbeatSeconds: 0.5 });
});
afterAll(() => stage.close());

const sse = 'text/event-stream';

async function ask(model: string, accept = sse) {
  const body = { message: 'hi', model, conversationId: 'new' };
  const response = await stage.alice.request('chat', { body, headers: { accept } });
  const id = response.headers.get('x-conversation-id') ?? '';
  return { response, id, turn: response.headers.get('x-rivulet-turn') ?? '' };
}
const follow = ({ id, turn }: { id: string; turn: string }, headers: Record<string, string> = { accept: sse }) =>
  stage.alice.request(`conversations/${id}/turns/${turn}`, { headers });
const withoutHeartbeats = (text: string) => text.replaceAll(': heartbeat\n\n', '');
const statusOf = async (id: string): Promise<Record<string, unknown>> =>
  JSON.parse((await (await stage.alice.request(`conversations/${id}`)).text()).split('\n')[0] ?? '{}');

describe('an answer that is followed', () => {
  const formats = [sse, 'application/x-ndjson', 'application/json', 'text/plain'];
  const models = [
    'normal',
    'reasoning',
    'tools',
    'server-tool',
    'citations',
    'max-tokens',
    'guardrail-late',
    'unicode',
  ];

  test.each(models.flatMap((model) => formats.map((accept) => [model, accept] as const)))(
    '%s as %s is what it was at first, byte for byte',
    async (model, accept) => {
      const asked = await ask(model, accept);
      const first = await asked.response.text();
      const again = await follow(asked, { accept });
      expect(again.headers.get('content-type')).toBe(asked.response.headers.get('content-type'));
      expect(withoutHeartbeats(await again.text())).toBe(withoutHeartbeats(first));
    },
  );

  test('goes on after the event that an EventSource has', async () => {
    const asked = await ask('normal');
    const frames = (await asked.response.text()).split(/(?<=\n\n)/);
    for (const last of [1, 5, frames.length - 1, frames.length]) {
      const rest = await (await follow(asked, { accept: sse, 'last-event-id': String(last) })).text();
      expect(rest).toBe(frames.slice(last).join(''));
    }
    for (const wrong of ['x', '-1', '1.5', '9'.repeat(16)]) {
      const refused = await follow(asked, { accept: sse, 'last-event-id': wrong });
      expect([refused.status, await refused.json()]).toMatchObject([400, { error: { field: 'Last-Event-ID' } }]);
    }
    expect((await follow(asked, { accept: 'image/png' })).status).toBe(406);
  });

  test.each(['midway-truncated', 'refused-model-error'])('%s fails as it did at first', async (model) => {
    const body = { message: 'hi', model };
    const headers = { 'x-conversation-id': `failed-${model}`, accept: sse };
    await (await stage.alice.request('chat', { body, headers })).text();
    const { turn, error } = await statusOf(`failed-${model}`);
    const place = { id: `failed-${model}`, turn: String(turn) };
    const whole = await follow(place, { accept: 'application/json' });
    expect([whole.status, await whole.json()]).toMatchObject([502, { error: { kind: Object(error).kind } }]);
    const stream = await follow(place);
    const text = await stream.text();
    expect(text).toContain(JSON.stringify(Object(error).kind));
    expect(stream.status).toBe(model === 'midway-truncated' ? 200 : 502);
  });
});

describe('an answer that runs', () => {
  test('is running until somebody cancels it, and all who follow it are told', async () => {
    const asked = await ask('steady');
    expect(await statusOf(asked.id)).toMatchObject({ status: 'running', turn: asked.turn });
    expect(await statusOf(asked.id)).not.toHaveProperty('endedAt');
    const followed = await follow(asked);
    const late = await follow(asked, { accept: sse, 'last-event-id': '3' });
    const reader = followed.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('event: delta')) text += (await reader?.read())?.value ?? '';
    await stage.alice.request(`requests/${asked.response.headers.get('x-request-id')}`, { method: 'DELETE' });
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) text += part.value;
    const first = withoutHeartbeats(await asked.response.text());
    expect(first).toContain('"kind":"cancelled"');
    expect(withoutHeartbeats(text)).toBe(first);
    expect(withoutHeartbeats(await late.text())).toBe(
      first
        .split(/(?<=\n\n)/)
        .slice(3)
        .join(''),
    );
    expect(await statusOf(asked.id)).toMatchObject({ status: 'cancelled', error: { kind: 'cancelled' } });
  });

  test('goes on to its end without its reader, and is whole afterwards', async () => {
    const leaving = new AbortController();
    const response = await stage.ask('', {
      body: { message: 'hi', model: 'slow' },
      headers: { 'x-conversation-id': 'left' },
      accept: sse,
      signal: leaving.signal,
    });
    const turn = response.headers.get('x-rivulet-turn') ?? '';
    leaving.abort();
    const whole = await follow({ id: 'left', turn }, { accept: 'application/json' });
    expect(await whole.json()).toMatchObject({ text: 'One, two, three, four, five.', stopReason: 'end_turn' });
    expect(await statusOf('left')).toMatchObject({ status: 'finished' });
  });

  test('ends with not-found for who follows it while it is deleted', async () => {
    const asked = await ask('steady');
    const followed = await follow(asked);
    await stage.alice.request(`conversations/${asked.id}`, { method: 'DELETE' });
    expect(await followed.text()).toContain('"kind":"not-found"');
    expect((await follow(asked)).status).toBe(404);
    await stage.alice.request(`requests/${asked.response.headers.get('x-request-id')}`, { method: 'DELETE' });
    // Its own reader has it to its end, and is told that it is not kept.
    expect(await asked.response.text()).toMatch(/"kind":"cancelled",[^\n]*"kept":false}\n\n$/);
  });

  test('reads as interrupted when what wrote it has not said for long that it still does', async () => {
    const asked = await ask('steady');
    await expect.poll(() => statusOf(asked.id)).toMatchObject({ answer: [{ text: expect.stringMatching(/^drip/) }] });
    await stage.alice.request(`requests/${asked.response.headers.get('x-request-id')}`, { method: 'DELETE' });
    await asked.response.text();
    const table = stage.openTable();
    const key = turnKey({ caller: stage.alice.id, conversation: asked.id, turn: asked.turn });
    const { pk: _pk, sk: _sk, ending: _ending, endedMs: _ended, answer: _answer, ...left } = await table.get(key);
    await table.put(key, { ...left, aliveUntilMs: Date.now() - 1 });
    const line = await statusOf(asked.id);
    expect(line).toMatchObject({ status: 'interrupted', error: { kind: 'interrupted', retryable: true } });
    expect(line['answer']).toEqual([{ type: 'text', text: expect.stringMatching(/^drip /) }]);
    const text = await (await follow(asked)).text();
    expect(text).toMatch(/event: delta[^]*event: error\ndata: {"kind":"interrupted"/);
    // What was kept of it is what the next question goes on from.
    await (await stage.ask('', { body: { message: 'Go on.', model: 'hello', conversationId: asked.id } })).text();
    expect(stage.seen.at(-1)?.body).toMatchObject({
      messages: [{}, { content: [{ text: expect.stringMatching(/^drip /) }] }, {}],
    });
  });
});
