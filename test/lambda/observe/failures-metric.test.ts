import { expect, test } from 'vitest';
import { type FailureKind, failures } from '../../../lambda/chat/failure.ts';
import { reportOf } from '../../fixtures/report-of.ts';

/** Whether a request that ended so counts in `Failures`: 1 where its caller can't change what is wrong. */
const counted = {
  'invalid-request': 0,
  unauthenticated: 0,
  'access-denied': 1,
  'not-found': 0,
  'unknown-model': 0,
  'method-not-allowed': 0,
  'not-acceptable': 0,
  'precondition-failed': 0,
  'too-large': 0,
  'unsupported-media-type': 0,
  'range-not-satisfiable': 0,
  throttled: 1,
  'quota-exceeded': 0,
  'budget-held': 0,
  'budget-unknown': 1,
  conflict: 0,
  'key-reused': 0,
  'history-unknown': 1,
  cancelled: 0,
  'model-refused': 0,
  'model-error': 1,
  overloaded: 1,
  'model-timeout': 1,
  unreadable: 1,
  disconnected: 1,
  truncated: 1,
  interrupted: 1,
  stalled: 1,
  deadline: 1,
  'too-slow-to-buffer': 1,
  'tools-unavailable': 1,
  'knowledge-unavailable': 1,
  'knowledge-timeout': 1,
  'files-unavailable': 1,
  internal: 1,
  reconnect: 0,
} as const satisfies Record<FailureKind, 0 | 1>;

const kinds = Object.entries(failures).map(([kind, { status }]) => ({ kind, status }));
const countOf = new Map<string, 0 | 1>(Object.entries(counted));

test.each(kinds)('$kind counts alike, refused with $status or told in band after a 200', ({ kind, status }) => {
  const metrics = [status, 200].map((seen) => reportOf({ endReason: kind, status: seen }).metrics['Failures']);
  expect(metrics).toEqual([countOf.get(kind), countOf.get(kind)]);
});

test.each([
  ['an answer that stopped by itself', { status: 200, endReason: 'end_turn' }, 0],
  ['an answer that was cut by maxTokens', { status: 200, endReason: 'max_tokens' }, 0],
  ['a request that asks no model', { status: 200 }, 0],
  ['a part of a file', { status: 206 }, 0],
  ['a model that callers may not name', { status: 404, endReason: 'unknown-model' }, 0],
  [
    'a model of the settings that Bedrock does not have',
    { status: 404, endReason: 'unknown-model', upstream: 'ResourceNotFoundException' },
    1,
  ],
])('%s counts as it should', (_what, noted, count) => {
  expect(reportOf(noted).metrics).toMatchObject({ Requests: 1, Failures: count });
});
