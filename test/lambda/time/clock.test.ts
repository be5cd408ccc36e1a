import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Clock, startClock } from '../../../lambda/time/clock.ts';

const limits = { integrationTimeoutMs: 60_000, endpointIdleMs: 30_000, marginMs: 5_000 };
let clock: Clock;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

/** After how many seconds the clock aborts, and why. */
async function abortOf(): Promise<[seconds: number, kind: string]> {
  const start = Date.now();
  while (!clock.signal.aborted && Date.now() - start < 1_000_000) await vi.advanceTimersByTimeAsync(1_000);
  return [(Date.now() - start) / 1000, clock.signal.reason?.kind];
}

describe('the deadline is the earlier of the function’s and the integration’s end, less the margin', () => {
  test.each([
    ['the function ends first', { age: 0, remaining: 20_000 }, 15],
    ['the integration ends first', { age: 0, remaining: 900_000 }, 55],
    ['a cold start has used up some of the integration’s time', { age: 25_000, remaining: 900_000 }, 30],
    ['a cold start has used up all of it', { age: 60_000, remaining: 900_000 }, 1],
  ])('%s', async (_name, { age, remaining }, seconds) => {
    clock = startClock({ epochMs: Date.now() - age, remainingMs: remaining }, limits);
    expect(await abortOf()).toEqual([seconds, 'deadline']);
  });
});

describe('a format without a heartbeat', () => {
  test('is ended a margin before the endpoint’s idle limit', async () => {
    clock = startClock({ epochMs: Date.now() - 3_000, remainingMs: 900_000 }, limits);
    clock.boundSilence();
    expect(await abortOf()).toEqual([22, 'too-slow-to-buffer']);
  });

  test('may be silent again after each byte', async () => {
    clock = startClock({ epochMs: Date.now(), remainingMs: 900_000 }, { ...limits, integrationTimeoutMs: 900_000 });
    clock.boundSilence();
    await vi.advanceTimersByTimeAsync(20_000);
    clock.startWrite();
    clock.endWrite();
    expect(await abortOf()).toEqual([25, 'too-slow-to-buffer']);
  });

  test('is not silent while a slow reader takes what was written', async () => {
    clock = startClock({ epochMs: Date.now(), remainingMs: 900_000 }, { ...limits, integrationTimeoutMs: 900_000 });
    clock.boundSilence();
    clock.startWrite();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(clock.signal.aborted).toBe(false);
    clock.endWrite();
    expect((await abortOf())[1]).toBe('too-slow-to-buffer');
  });
});

test('an answer has begun with its first byte', () => {
  clock = startClock({ epochMs: Date.now(), remainingMs: 900_000 }, limits);
  expect(clock.hasBegun).toBe(false);
  clock.startWrite();
  expect(clock.hasBegun).toBe(true);
});

test('a stopped clock leaves no timer behind', () => {
  clock = startClock({ epochMs: Date.now(), remainingMs: 900_000 }, limits);
  clock.boundSilence();
  clock.stop();
  expect(vi.getTimerCount()).toBe(0);
});

describe('a caller that leaves', () => {
  test('ends its answer, whether the platform tells it or the writing finds out', async () => {
    for (const left of [Promise.resolve(), undefined]) {
      clock = startClock({ epochMs: Date.now(), remainingMs: 900_000, ...(left && { left }) }, limits);
      if (!left) clock.leave();
      await left;
      expect(clock.signal.reason).toMatchObject({ kind: 'cancelled' });
    }
  });

  test('ends nothing that goes on unread', () => {
    clock = startClock({ epochMs: Date.now(), remainingMs: 900_000 }, limits);
    clock.goOnUnread();
    clock.leave();
    expect(clock.signal.aborted).toBe(false);
  });
});
