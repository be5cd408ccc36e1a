import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readNative } from '../fixtures/clients/read-native.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

const accepts = ['text/plain', 'text/event-stream', 'application/x-ndjson', 'application/json'];
const streamed = accepts.filter((accept) => accept !== 'application/json');

let stage: TestStage;
const coldStarts = () => stage.lines.filter((line) => line.includes('Init Duration')).length;
const askInEveryForm = () => Promise.all(accepts.map((accept) => stage.ask('normal', { accept })));

beforeAll(async () => {
  // Far longer than the SDK needs to try a refused request three times: a stall must not be reported instead.
  stage = await startTestStage({ idleSeconds: 10, marginSeconds: 1 });
  for (const answer of await askInEveryForm()) expect(await answer.text()).toContain('slows the water');
});
afterAll(() => stage.close());

afterEach(async () => {
  const before = coldStarts();
  for (const next of await askInEveryForm()) {
    expect(await next.text(), 'the next request is fine').toContain('slows the water');
  }
  expect(coldStarts(), 'the processes that served the failure are still alive').toBe(before);
});

// First of all: the SDK stops retrying for a while when too many requests of an environment were refused.
describe('a refusal is retried within bounds', () => {
  test('a temporary refusal is retried, and the client does not notice', async () => {
    const asked = stage.seen.length;
    expect((await stage.ask('throttled-once')).status).toBe(200);
    expect(stage.seen.length - asked).toBe(2);
  });

  test('a lasting refusal is tried three times', async () => {
    const asked = stage.seen.length;
    await stage.ask('refused-throttling');
    expect(stage.seen.length - asked).toBe(3);
  });
});

describe('Bedrock refuses before its first event: every format has the true status', () => {
  test.each<[scenario: string, status: number, kind: string]>([
    ['refused-throttling', 429, 'throttled'],
    ['refused-service-quota', 429, 'throttled'],
    ['refused-validation', 400, 'model-refused'],
    ['refused-access-denied', 403, 'access-denied'],
    ['refused-resource-not-found', 404, 'unknown-model'],
    ['refused-model-timeout', 504, 'model-timeout'],
    ['refused-service-unavailable', 503, 'overloaded'],
    ['refused-model-not-ready', 503, 'overloaded'],
    ['refused-model-error', 502, 'model-error'],
    ['refused-model-stream-error', 502, 'model-error'],
    ['refused-internal-server', 502, 'model-error'],
    ['refused-not-json', 502, 'model-error'],
    ['refused-exception-first', 429, 'throttled'],
    ['cut-at-start', 502, 'disconnected'],
  ])('%s → %i %s', async (scenario, status, kind) => {
    const answers = await Promise.all(accepts.map((accept) => stage.ask(scenario, { accept })));
    for (const answer of answers) {
      const requestId = answer.headers.get('x-request-id') ?? '';
      const body = await answer.text();
      expect([answer.status, body]).toEqual([status, expect.stringContaining(kind)]);
      expect(requestId).toMatch(/^[\w-]{36}$/);
      expect(body).toContain(requestId);
      expect(body.replace(requestId, ''), 'no account id, no ARN').not.toMatch(/arn:|\d{12}/);
      expect(answer.headers.has('retry-after')).toBe(kind === 'throttled' || kind === 'overloaded');
    }
  });
});

describe('Bedrock breaks in the middle: a typed error in band and a clean end', () => {
  test.each<[scenario: string, kind: string, retryable: boolean]>([
    ['midway-throttling', 'throttled', true],
    ['midway-validation', 'model-refused', false],
    ['midway-internal-server', 'model-error', true],
    ['midway-model-stream-error', 'model-error', true],
    ['midway-service-unavailable', 'overloaded', true],
    ['midway-unknown-exception', 'model-error', true],
    ['midway-error-frame', 'model-error', true],
    ['midway-truncated', 'truncated', true],
    ['midway-half-frame', 'unreadable', true],
    ['midway-half-prelude', 'unreadable', true],
    ['midway-bad-crc', 'unreadable', true],
    ['midway-cut', 'disconnected', true],
    ['midway-reset', 'disconnected', true],
    ['midway-stall', 'stalled', true],
  ])('%s → %s', async (scenario, kind, retryable) => {
    const [json, ...answers] = await Promise.all(
      ['application/json', ...streamed].map((accept) => stage.ask(scenario, { accept })),
    );
    for (const [index, accept] of streamed.entries()) {
      const answer = answers[index];
      const ending = readNative[accept]?.((await answer?.text()) ?? '');
      expect(answer?.status, accept).toBe(200);
      expect(ending, accept).toMatchObject({
        text: 'The river rises and then',
        last: { kind, message: expect.stringMatching(/\w/), ...(accept !== 'text/plain' && { retryable }) },
        terminals: 1,
      });
    }
    // It has said nothing yet, so it still has its status.
    expect([json?.ok, await json?.json()]).toEqual([false, { error: expect.objectContaining({ kind }) }]);
  });

  test('a tool call that breaks off is not a tool call', async () => {
    const answer = await stage.ask('truncated-tool', { accept: 'text/event-stream' });
    expect(readNative['text/event-stream']?.(await answer.text())).toMatchObject({ last: { kind: 'truncated' } });
  });

  test('a connection lost after the stop reason loses only the usage', async () => {
    const answer = await stage.ask('cut-after-stop', { accept: 'application/json' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).not.toHaveProperty('usage');
  });
});

describe('a complete answer, even if Bedrock does not close the connection', () => {
  test.each(['stall-after-stop', 'stall-after-usage'])('%s', async (scenario) => {
    const [text, sse, ndjson, json] = await Promise.all(
      accepts.map(async (accept) => (await stage.ask(scenario, { accept })).text()),
    );
    expect(text).toBe('All is said.');
    expect(readNative['text/event-stream']?.(sse ?? '')).toMatchObject({
      last: { stopReason: 'end_turn' },
      terminals: 1,
    });
    expect(readNative['application/x-ndjson']?.(ndjson ?? '')).toMatchObject({ last: { stopReason: 'end_turn' } });
    expect(JSON.parse(json ?? '')).toMatchObject({ text: 'All is said.', stopReason: 'end_turn' });
  });

  test('a connection that does not close is aborted: nothing goes on upstream', async () => {
    await (await stage.ask('stall-after-usage')).text();
    expect(await stage.seen.at(-1)?.ended).toBe('caller-left');
  });
});

test('maxTokens is always sent, and never above what the model can', async () => {
  for (const maxTokens of [undefined, 7, 1_000_000]) {
    const body = { message: 'hi', ...(maxTokens !== undefined && { maxTokens }) };
    await (await stage.ask('', { body })).text();
    expect(stage.seen.at(-1)?.body).toMatchObject({
      inferenceConfig: { maxTokens: Math.min(maxTokens ?? 4096, 8192) },
    });
  }
});

test('split characters from Bedrock arrive complete', async () => {
  const bytes = Buffer.from(await (await stage.ask('surrogates')).arrayBuffer());
  expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toContain('Well done 😀 👍🏽, all of you 👨‍👩!');
});
