import path from 'node:path';
import { describe, expect, test, type TestContext } from 'vitest';
import { readNative } from '../fixtures/clients/read-native.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

/** The tests mostly wait, so they run in parallel. */
async function start(
  { onTestFinished }: TestContext,
  ...options: Parameters<typeof startTestStage>
): Promise<TestStage> {
  const stage = await startTestStage(...options);
  onTestFinished(() => stage.close());
  return stage;
}

/**
 * Makes an environment start slowly, as a cold one of little memory does: longer than the margin, so that an answer whose time
 * began with the function would be cut.
 */
const slowStart = { NODE_OPTIONS: `--import=${path.resolve(import.meta.dirname, '../fixtures/slow-start.mjs')}` };
const integration = { access: 'open', waf: 'declined', integrationTimeoutSeconds: 17, marginSeconds: 5 };

describe.concurrent('an answer ends honestly before API Gateway would cut it', () => {
  test.for([
    ['the integration is shorter than the function', integration, {}],
    ['a slow cold start has used up some of its time', { ...integration, integrationTimeoutSeconds: 27 }, slowStart],
  ] as const)('%s', async ([, settings, extraVariables], context) => {
    const stage = await start(context, settings, { extraVariables });
    const forms = ['text/event-stream', 'application/x-ndjson', 'text/plain'];
    const [json, ...endings] = await Promise.all([
      stage.ask('steady', { accept: 'application/json' }),
      ...forms.map(async (accept) => readNative[accept]?.(await (await stage.ask('steady', { accept })).text())),
    ]);
    for (const ending of endings) {
      expect(ending).toMatchObject({ last: { kind: 'deadline' }, terminals: 1, text: expect.stringMatching(/\w/) });
    }
    expect([json.status, await json.json()]).toEqual([504, { error: expect.objectContaining({ kind: 'deadline' }) }]);
    expect((await stage.ask('normal')).status, 'the next request is fine').toBe(200);
  });

  test('the function is the shorter one', async (context) => {
    const stage = await start(context, { timeoutSeconds: 17, ...integration });
    const body = await (await stage.ask('steady')).text();
    expect(body).toMatch(/\nerror: .* \(deadline, request .*\)\n$/);
  });

  test('nothing came in time: refused', async (context) => {
    const stage = await start(context, { ...integration, idleSeconds: 60 });
    const answer = await stage.ask('stall-at-start');
    expect([answer.status, await answer.json()]).toEqual([
      504,
      { error: expect.objectContaining({ kind: 'deadline' }) },
    ]);
  });
});

describe.concurrent('a format without a heartbeat is ended before the endpoint’s idle limit', () => {
  /** An edge endpoint may be silent for 30 s; with such a margin a test needn't wait that long. */
  const edge = { endpoint: 'edge', idleSeconds: 20, heartbeatSeconds: 0.1, commitAfterSeconds: 0.1 };

  test('refused with 504 and the advice to stream, while a streaming format goes on', async (context) => {
    const stage = await start(context, { ...edge, marginSeconds: 28 });
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
    expect([sse.status, await sse.text()]).toEqual([
      200,
      expect.stringMatching(/event: start.*: heartbeat.*event: delta.*event: done/s),
    ]);
  });

  test('plain text that falls silent later says so on its last line', async (context) => {
    const stage = await start(context, { ...edge, marginSeconds: 22 });
    // The start of a process would count as silence, too.
    await (await stage.ask('normal')).text();
    const answer = await stage.ask('midway-stall');
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringMatching(/^The river rises and then\nerror: .* \(too-slow-to-buffer, request .*\)\n$/),
    ]);
  });
});
