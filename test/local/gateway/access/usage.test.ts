import { describe, expect, test } from 'vitest';
import { createQuotaCounter } from '../../../../local/gateway/access/quota-counter.ts';
import { createTokenBucket } from '../../../../local/gateway/access/token-bucket.ts';
import { createUsage } from '../../../../local/gateway/access/usage.ts';
import type { LocalPlan } from '../../../../local/template/access-model.ts';

/** A clock that stands still until it is told. */
function createClock(start = '2026-03-01T00:00:00Z') {
  let nowMs = Date.parse(start);
  return {
    now: () => nowMs,
    pass: (ms: number) => (nowMs += ms),
    set: (time: string) => (nowMs = Date.parse(time)),
  };
}

const count = (take: () => boolean, times: number): number =>
  Array.from({ length: times }, take).filter(Boolean).length;

describe('throttle', () => {
  test('a burst passes at once, then the rate fills it again, never beyond the burst', () => {
    const clock = createClock();
    const bucket = createTokenBucket({ requestsPerSecond: 10, burst: 5 }, clock.now);
    expect(count(bucket.take, 20)).toBe(5);
    clock.pass(100);
    expect(count(bucket.take, 20)).toBe(1);
    clock.pass(60_000);
    expect(count(bucket.take, 20)).toBe(5);
  });

  test('parts of a token add up', () => {
    const clock = createClock();
    const bucket = createTokenBucket({ requestsPerSecond: 1, burst: 1 }, clock.now);
    expect(bucket.take()).toBe(true);
    clock.pass(600);
    expect(bucket.take()).toBe(false);
    clock.pass(600);
    expect(bucket.take()).toBe(true);
  });
});

describe('quota', () => {
  test.each([
    ['DAY', '2026-03-01T23:59:59Z', '2026-03-02T00:00:00Z'],
    ['WEEK', '2026-03-07T23:59:59Z', '2026-03-08T00:00:00Z'],
    ['MONTH', '2026-03-31T23:59:59Z', '2026-04-01T00:00:00Z'],
  ] as const)('per %s: used up until its last second, then anew', (period, last, next) => {
    const clock = createClock();
    const quota = createQuotaCounter({ requests: 3, period }, clock.now);
    expect(count(quota.take, 5)).toBe(3);
    clock.set(last);
    expect(quota.take()).toBe(false);
    clock.set(next);
    expect(count(quota.take, 5)).toBe(3);
  });
});

describe('usage plans', () => {
  const plan: LocalPlan = {
    id: 'plan',
    tags: {},
    throttle: { requestsPerSecond: 1, burst: 2 },
    quota: { requests: 3, period: 'DAY' },
    keys: [
      { id: 'a', value: 'key-a' },
      { id: 'b', value: 'key-b' },
    ],
  };

  test.each([[undefined], [''], ['nobody']])('the key %s is invalid', (value) => {
    expect(() => createUsage({ plans: [plan] }, createClock()).useKey(value)).toThrow('INVALID_API_KEY');
  });

  test('each key has its own throttle and quota, and a throttled request does not count against the quota', () => {
    const clock = createClock();
    const { useKey } = createUsage({ plans: [plan] }, clock);
    useKey('key-a');
    useKey('key-a');
    expect(() => useKey('key-a')).toThrow('THROTTLED');
    expect(useKey('key-b')).toMatchObject({ id: 'b' });
    clock.pass(2000);
    useKey('key-a');
    expect(() => useKey('key-a')).toThrow('QUOTA_EXCEEDED');
  });

  test('the stage’s throttle counts all requests together', () => {
    const { useStage } = createUsage({ plans: [], throttle: { requestsPerSecond: 1, burst: 1 } }, createClock());
    useStage();
    expect(useStage).toThrow('THROTTLED');
  });
});
