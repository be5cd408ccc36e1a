import { createParser } from 'eventsource-parser';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
const coldStarts = () => stage.lines.filter((line) => line.includes('Init Duration')).length;

/** Times that a test can wait for; the order of events is what counts. */
const quick = { idleSeconds: 3, marginSeconds: 1 };

beforeAll(async () => {
  stage = await startTestStage(quick);
  expect(await (await stage.ask('normal')).text()).toContain('A river begins');
});
afterAll(() => stage.close());

afterEach(async () => {
  const before = coldStarts();
  const next = await stage.ask('normal', { accept: 'application/json' });
  expect(await next.json(), 'the next request is fine').toMatchObject({ stopReason: 'end_turn' });
  expect(coldStarts(), 'the process that served the failure is still alive').toBe(before);
});

// First of all: the SDK stops retrying for a while when too many requests of an environment were refused.
describe('a refusal is retried within bounds', () => {
  test('a refusal that passes is retried, and the client never hears of it', async () => {
    const asked = stage.seen.length;
    expect((await stage.ask('throttled-once')).status).toBe(200);
    expect(stage.seen.length - asked).toBe(2);
  });

  test('a refusal that stays is tried three times', async () => {
    const asked = stage.seen.length;
    await stage.ask('refused-throttling');
    expect(stage.seen.length - asked).toBe(3);
  });
});

describe('Bedrock refuses before its first event: every form has the true status', () => {
  const accepts = ['text/plain', 'text/event-stream', 'application/x-ndjson', 'application/json'];
  const refusals: [scenario: string, status: number, kind: string][] = [
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
  ];
  describe.each(refusals)('%s → %i %s', (scenario, status, kind) => {
    test.each(accepts)('%s', async (accept) => {
      const answer = await stage.ask(scenario, { accept });
      const body = await answer.text();
      expect([answer.status, body]).toEqual([status, expect.stringContaining(kind)]);
      expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
      expect(body).toContain(answer.headers.get('x-request-id'));
      expect(body).not.toMatch(/arn:|\d{12}/);
      const isToWait = kind === 'throttled' || kind === 'overloaded';
      expect(answer.headers.has('retry-after')).toBe(isToWait);
    });
  });
});

/** What a client of each form ends up with: the text before the break, and the failure. */
const forms: [accept: string, read: (body: string) => { text: string; error: unknown; terminals: number }][] = [
  [
    'text/event-stream',
    (body) => {
      const events: { event: string; data: { text?: string } }[] = [];
      createParser({ onEvent: ({ event = '', data }) => events.push({ event, data: JSON.parse(data) }) }).feed(body);
      return {
        text: events.flatMap(({ event, data }) => (event === 'delta' ? (data.text ?? '') : [])).join(''),
        error: events.at(-1)?.data,
        terminals: events.filter(({ event }) => event === 'error' || event === 'done').length,
      };
    },
  ],
  [
    'application/x-ndjson',
    (body) => {
      const { type: _type, ...error } = JSON.parse(body.trimEnd().split('\n').at(-1) ?? '');
      const events = body
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      return {
        text: events.flatMap(({ type, text }) => (type === 'delta' ? text : [])).join(''),
        error,
        terminals: events.filter(({ type }) => type === 'error' || type === 'done').length,
      };
    },
  ],
  [
    'text/plain',
    (body) => {
      const [, text = '', message, kind] = /^(.*)\nerror: (.*) \((.*), request .*\)\n$/s.exec(body) ?? [];
      return { text, error: { kind, message }, terminals: 1 };
    },
  ],
];

const midway: [scenario: string, kind: string, retryable: boolean][] = [
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
];

describe('Bedrock breaks in the middle: a typed error in band and a clean end', () => {
  describe.each(midway)('%s → %s', (scenario, kind, retryable) => {
    test.each(forms)('%s', async (accept, read) => {
      const answer = await stage.ask(scenario, { accept });
      expect(answer.status).toBe(200);
      const { text, error, terminals } = read(await answer.text());
      if (scenario.startsWith('midway')) expect(text).toBe('The river rises and then');
      const expected = accept === 'text/plain' ? { kind } : { kind, retryable };
      expect(error).toMatchObject({ ...expected, message: expect.stringMatching(/\w/) });
      expect(terminals).toBe(1);
    });

    test('application/json, which has said nothing yet: its status', async () => {
      const answer = await stage.ask(scenario, { accept: 'application/json' });
      expect([answer.status >= 400, await answer.json()]).toEqual([true, { error: expect.objectContaining({ kind }) }]);
    });
  });

  test('a connection lost after the stop reason loses only the usage', async () => {
    const answer = await stage.ask('cut-after-stop', { accept: 'application/json' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).not.toHaveProperty('usage');
  });
});

test('half characters from Bedrock arrive as whole ones', async () => {
  const bytes = Buffer.from(await (await stage.ask('surrogates')).arrayBuffer());
  expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toContain('Well done 😀 👍🏽, all of you 👨‍👩!');
});
