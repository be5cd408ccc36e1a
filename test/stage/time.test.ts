import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readNative } from '../fixtures/read-native.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
afterEach(() => stage.close());

/** Makes an environment start slowly, as a cold one of little memory does. */
const slowStart = { NODE_OPTIONS: `--import=${path.resolve(import.meta.dirname, '../fixtures/slow-start.mjs')}` };
const integration = { access: 'open', integrationTimeoutSeconds: 5, marginSeconds: 1 };

describe('an answer ends honestly before API Gateway would cut it', () => {
  test.each([
    ['the integration is shorter than the function', {}],
    ['a slow cold start has used up some of its time', slowStart],
  ])('%s', async (_name, extraVariables) => {
    stage = await startTestStage(integration, { extraVariables });
    const forms = ['text/event-stream', 'application/x-ndjson', 'text/plain'];
    const [sse, ndjson, text] = await Promise.all(
      forms.map(async (accept) => readNative[accept]?.(await (await stage.ask('steady', { accept })).text())),
    );
    for (const ending of [sse, ndjson, text]) {
      expect(ending).toMatchObject({ last: { kind: 'deadline' }, terminals: 1, text: expect.stringMatching(/\w/) });
    }
    const json = await stage.ask('steady', { accept: 'application/json' });
    expect([json.status, await json.json()]).toEqual([504, { error: expect.objectContaining({ kind: 'deadline' }) }]);
    expect((await stage.ask('normal')).status, 'the next request is fine').toBe(200);
  });

  test('the function is the shorter one', async () => {
    stage = await startTestStage({ timeoutSeconds: 5, ...integration });
    const body = await (await stage.ask('steady')).text();
    expect(body).toMatch(/\nerror: .* \(deadline, request .*\)\n$/);
  });

  test('nothing came in time: refused', async () => {
    stage = await startTestStage({ ...integration, idleSeconds: 60 });
    const answer = await stage.ask('stall-at-start');
    expect([answer.status, await answer.json()]).toEqual([
      504,
      { error: expect.objectContaining({ kind: 'deadline' }) },
    ]);
  });
});

describe('a form without a heartbeat is ended before the endpoint’s idle limit', () => {
  /** An edge endpoint may be silent for 30 s; with this margin a test needn't wait that long. */
  const edge = { endpoint: 'edge', marginSeconds: 28, idleSeconds: 20, heartbeatSeconds: 0.5, commitAfterSeconds: 0.5 };

  test('refused with 504 and the advice to stream, while a streaming form holds on', async () => {
    stage = await startTestStage(edge, { gatewayLimits: { idleLimitMs: 3_000 } });
    const [text, json, sse] = await Promise.all([
      stage.ask('slow-first-word'),
      stage.ask('slow-first-word', { accept: 'application/json' }),
      stage.ask('slow-first-word', { accept: 'text/event-stream' }),
    ]);
    for (const refused of [text, json]) {
      expect([refused.status, await refused.json()]).toEqual([
        504,
        {
          error: expect.objectContaining({
            kind: 'too-slow-to-buffer',
            message: expect.stringContaining('text/event-stream'),
          }),
        },
      ]);
    }
    expect([sse.status, await sse.text()]).toEqual([200, expect.stringMatching(/event: done/)]);
  });

  test('plain text that falls silent later says so on its last line', async () => {
    stage = await startTestStage(edge, { gatewayLimits: { idleLimitMs: 3_000 } });
    const answer = await stage.ask('midway-stall');
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringMatching(/^The river rises and then\nerror: .* \(too-slow-to-buffer, request .*\)\n$/),
    ]);
  });
});
