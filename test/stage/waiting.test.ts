import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;

beforeAll(async () => {
  // A tenth of the pauses that the scenarios make.
  stage = await startTestStage({ commitAfterSeconds: 0.1, heartbeatSeconds: 0.1, idleSeconds: 10, marginSeconds: 1 });
});
afterAll(() => stage.close());

describe('waiting for the first event', () => {
  test('SSE commits to 200 with a heartbeat, and then reports a refusal inside the stream', async () => {
    const answer = await stage.ask('refused-late', { accept: 'text/event-stream' });
    expect(answer.status).toBe(200);
    const body = await answer.text();
    expect(body).toMatch(/^(: heartbeat\n\n)+id: 1\nevent: error\ndata: {"kind":"throttled"/);
  });

  test('NDJSON does the same, a line each', async () => {
    const answer = await stage.ask('refused-late', { accept: 'application/x-ndjson' });
    const lines = (await answer.text()).trimEnd().split('\n');
    const types = lines.map((line) => JSON.parse(line).type);
    expect([answer.status, types.at(-1)]).toEqual([200, 'error']);
    expect(new Set(types.slice(0, -1))).toEqual(new Set(['heartbeat']));
  });

  test('SSE sends heartbeats in the middle of an answer, too', async () => {
    const body = await (await stage.ask('slow-middle', { accept: 'text/event-stream' })).text();
    expect(body).toMatch(/event: delta\ndata: .*\n\n: heartbeat\n\n/);
    expect(body).toMatch(/event: done/);
  });

  test('SSE that waits and is then answered starts once', async () => {
    const body = await (await stage.ask('slow-start', { accept: 'text/event-stream' })).text();
    expect(body.match(/event: start/g)).toHaveLength(1);
    expect(body.match(/event: done/g)).toHaveLength(1);
    expect(body.indexOf(': heartbeat'), 'the start tells what is known then').toBeLessThan(
      body.indexOf('event: start'),
    );
  });

  test('plain text keeps its status open, however late the refusal comes', async () => {
    expect((await stage.ask('refused-late')).status).toBe(429);
  });

  test('a model that never answers is aborted', async () => {
    const [text, sse] = await Promise.all([
      stage.ask('stall-at-start'),
      stage.ask('stall-at-start', { accept: 'text/event-stream' }),
    ]);
    expect(text.status).toBe(504);
    expect([sse.status, await sse.text()]).toEqual([200, expect.stringContaining('"kind":"stalled"')]);
  });
});
