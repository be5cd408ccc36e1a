import { expect, onTestFinished, test } from 'vitest';
import { environmentPids } from '../fixtures/environment-pids.ts';
import { startTestStage } from '../fixtures/test-stage.ts';

interface Line {
  readonly turn: string;
  readonly status: string;
  readonly answer: readonly { readonly text?: string }[];
}

const atOnce = 4;
const drips = /^(drip )+$/;

test('kill -9 in the middle of answers: they are interrupted, and tell what was kept; the conversation goes on', async () => {
  const stage = await startTestStage({ conversations: 'on', conversationKeepSeconds: 0.5 });
  onTestFinished(() => stage.close());
  const headers = { 'x-api-key': stage.apiKey ?? '' };
  const transcript = async (id: string): Promise<Line[]> => {
    const response = await fetch(`${stage.url}conversations/${id}`, { headers });
    if (response.status !== 200) return [];
    return (await response.text()).split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  };
  const textOf = (line: Line | undefined) => line?.answer.map(({ text }) => text).join('') ?? '';
  const ask = (id: string, model = 'steady') =>
    stage.ask(model, {
      accept: 'text/event-stream',
      headers: { 'x-conversation-id': id, 'idempotency-key': `${model}-${id}` },
      body: { message: `About ${id}`, model },
    });

  const ids = Array.from({ length: atOnce }, (_none, index) => `c${index}`);
  const asked = await Promise.all(ids.map((id) => ask(id)));
  expect(asked.map(({ status }) => status)).toEqual(ids.map(() => 200));
  const reading = asked.map((response) => response.text().catch(() => 'cut'));
  for (const id of ids) await expect.poll(async () => textOf((await transcript(id))[0])).toMatch(drips);
  const [first = ''] = ids;
  const [running] = await transcript(first);
  expect(running?.status).toBe('running');
  const follow = () => fetch(`${stage.url}conversations/${first}/turns/${running?.turn}`, { headers });

  for (const pid of environmentPids()) process.kill(pid, 'SIGKILL');
  expect((await Promise.all(reading)).some((text) => text.includes('event: done'))).toBe(false);
  const [stillRunning] = await transcript(first);
  expect(stillRunning?.status, 'nobody knows yet').toBe('running');
  // Who follows it is told when it is known.
  const followed = await (await follow()).text();
  expect(followed).toContain('drip');
  expect(followed).toContain('interrupted');

  for (const id of ids) {
    await expect.poll(async () => (await transcript(id))[0]?.status).toBe('interrupted');
    const [line] = await transcript(id);
    expect(textOf(line)).toMatch(drips);
    expect(textOf(line).length, 'not all of it').toBeLessThan(600 * 'drip '.length);
  }

  const [second = ''] = ids.slice(1);
  const kept = textOf((await transcript(second))[0]);
  expect((await ask(second, 'hello')).status).toBe(200);
  await expect.poll(async () => (await transcript(second))[1]?.status).toBe('finished');
  const prompt = JSON.stringify(stage.seen.find(({ path }) => path.includes('hello'))?.body);
  expect(prompt, 'it recalls the answer in part').toContain(JSON.stringify(kept));

  const again = await ask(first);
  expect([again.status, again.headers.get('x-rivulet-replayed')]).toEqual([200, null]);
  expect(again.headers.get('x-rivulet-turn')).not.toBe(running?.turn);
  await again.body?.cancel();
  await expect
    .poll(async () => (await transcript(first)).map(({ status }) => status))
    .toEqual(['interrupted', 'running']);
});
