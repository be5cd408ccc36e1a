import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({
    models: {
      normal: 'local.normal',
      hello: 'local.hello',
      vectors: 'amazon.titan-embed-text-v2:0',
      broken: { id: 'local.refused-throttling', fallbacks: ['normal'] },
      fast: { split: { normal: 50, hello: 50 } },
      down: 'local.refused-throttling',
      canary: { split: { down: 9_999, normal: 1 } },
      shaky: { split: { broken: 9_999, normal: 1 } },
    },
    prices: { normal: { input: 1, output: 1 }, hello: { input: 2, output: 2 } },
    plans: { standard: { names: ['fast', 'shaky', 'canary'], budget: { day: { usd: 10 } } } },
    conversations: 'on',
  });
});
afterAll(() => stage.close());

const ask = async (conversation?: string, model = 'fast') => {
  const headers: Record<string, string> = conversation === undefined ? {} : { 'x-conversation-id': conversation };
  const answer = await stage.ask('', { accept: 'application/json', headers, body: { message: 'hi', model } });
  const { text, model: told }: { text: string; model: string } = JSON.parse(await answer.text());
  return { status: answer.status, servedBy: answer.headers.get('x-rivulet-served-by'), text, told };
};

test('each conversation stays with one part, and the answer says which', async () => {
  const conversations = Array.from({ length: 24 }, (_, at) => `c${at}`);
  const first = new Map<string, string | null>();
  for (const id of conversations) first.set(id, (await ask(id)).servedBy);
  expect(new Set(first.values())).toEqual(new Set(['normal', 'hello']));
  for (const id of conversations.slice(0, 6)) {
    const again = await ask(id);
    expect([again.status, again.servedBy, again.told]).toEqual([200, first.get(id), 'fast']);
  }
});

test('without a conversation a caller stays with one', async () => {
  const parts = new Set<string | null>();
  for (let at = 0; at < 6; at += 1) {
    const answer = await fetch(`${stage.url}v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.apiKey}` },
      body: JSON.stringify({ model: 'fast', messages: [{ role: 'user', content: 'hi' }] }),
    });
    parts.add(answer.headers.get('x-rivulet-served-by'));
    await answer.text();
  }
  expect([...parts]).toHaveLength(1);
});

test('what a part can’t answer, its fallback does', async () => {
  const answers = await Promise.all(['a', 'b', 'c'].map((id) => ask(id, 'shaky')));
  for (const { status, servedBy } of answers) expect([status, servedBy]).toEqual([200, 'normal']);
});

test('the log says who was asked for and who served, at the price of whoever served', async () => {
  const { servedBy } = await ask('priced');
  const find = () => stage.lines.findLast((line) => line.includes('"protocol":"native"') && line.includes('"fast"'));
  await expect.poll(find).toContain(`"${servedBy}"`);
  expect(JSON.parse(find() ?? '').costUsd).toBeGreaterThan(0);
});

test('the log says which part was asked when it refuses: a canary that fails is told from the others', async () => {
  expect((await ask('refused', 'canary')).status).toBe(429);
  const find = () => stage.lines.findLast((line) => line.includes('"canary"')) ?? '{}';
  await expect
    .poll(() => JSON.parse(find()))
    .toMatchObject({ 'error.type': 'throttled', 'gen_ai.response.model': 'down' });
});

test('vectors of a split are refused by the name that was asked, since no part of it makes any', async () => {
  const answer = await fetch(`${stage.url}v1/embeddings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.apiKey}` },
    body: JSON.stringify({ model: 'fast', input: 'hi' }),
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('model: fast answers, and makes no vectors');
});

test('a plan that lists the name need not list its parts, and can’t name them', async () => {
  expect((await ask(undefined, 'hello')).status).toBe(404);
  const listed = await fetch(`${stage.url}v1/models`, { headers: { authorization: `Bearer ${stage.apiKey}` } });
  const { data }: { data: { id: string }[] } = JSON.parse(await listed.text());
  expect(data.map(({ id }) => id)).toEqual(['fast', 'canary', 'shaky']);
});
