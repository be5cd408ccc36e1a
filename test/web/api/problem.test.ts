import { expect, test } from 'vitest';
import { failures } from '../../../lambda/chat/failure.ts';
import { readRefusal, toProblem, waysOn } from '../../../web/api/problem.ts';

const refuse = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  readRefusal(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }));

const ofFiles = ['files-unavailable', 'precondition-failed', 'range-not-satisfiable'];

test('every failure that a page can get has a next step, and one that may succeed later can be retried', () => {
  const unseen = new Set(['reconnect', 'key-reused', 'cancelled', ...ofFiles]);
  for (const [kind, { retryable }] of Object.entries(failures)) {
    if (unseen.has(kind)) continue;
    const known = toProblem({ kind }).kind;
    expect(known).toBe(kind);
    if (retryable) expect(waysOn[known], kind).toBe('retry');
  }
});

test('a refusal has its kind, its message, its request id and when to retry', async () => {
  const error = { kind: 'throttled', message: 'later', requestId: 'r-1' };
  expect(await refuse(429, { error }, { 'retry-after': '7' })).toEqual({ ...error, retryAfterSeconds: 7 });
});

test('a refusal says what is left of a budget, and for how long, however long that is', async () => {
  const error = { kind: 'quota-exceeded', budget: { day: { resetsAt: '2026-11-28T00:00:00Z' } } };
  expect(await refuse(429, { error }, { 'retry-after': '80000' })).toEqual({ ...error, retryAfterSeconds: 80_000 });
});

test.each([
  [
    'a throttle that says no time is waited for',
    429,
    { error: { kind: 'throttled' } },
    {},
    { kind: 'throttled', retryAfterSeconds: 5 },
  ],
  [
    'a kind of tomorrow is unknown',
    418,
    { error: { kind: 'teapot', message: 'm' } },
    {},
    { kind: 'unknown', message: 'm' },
  ],
  ['what is no JSON is unknown', 502, '<html>', { 'x-request-id': 'r-2' }, { kind: 'unknown', requestId: 'r-2' }],
  ['what is no object is unknown', 500, 'null', {}, { kind: 'unknown' }],
  ['an error that is null is unknown', 500, { error: null }, {}, { kind: 'unknown' }],
  ['an error that is a text is unknown', 500, { error: 'no' }, {}, { kind: 'unknown' }],
  ['kinds are not inherited', 500, { error: { kind: 'constructor' } }, {}, { kind: 'unknown' }],
])('%s', async (_what, status, body, headers, problem) => {
  expect(await refuse(status, body, headers as Record<string, string>)).toEqual(problem);
});
