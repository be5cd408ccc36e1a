import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { type Clock, startClock } from '../../../lambda/time/clock.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import { keepTime } from '../../../lambda/time/keep-time.ts';

const limits = { integrationTimeoutMs: 900_000, endpointIdleMs: 300_000, marginMs: 5_000 };
const pace = { upstreamIdleMs: 60_000, commitAfterMs: 10_000, heartbeatMs: 15_000 };
const delta: ChatEvent = { type: 'text-delta', index: 0, text: 'a' };
const stop: ChatEvent = { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } };
let clock: Clock;

beforeEach(() => {
  vi.useFakeTimers();
  clock = startClock(Date.now(), 900_000, limits);
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

async function* script(...steps: (number | ChatEvent)[]): AsyncGenerator<ChatEvent> {
  for (const step of steps) {
    if (typeof step === 'number') await sleep(step);
    else yield step;
  }
}

/** Each event with the second it came at; `slowMs` is how long the reader takes over each. */
async function timed(events: AsyncIterable<ChatEvent>, slowSeconds = 0): Promise<string[]> {
  const seen: string[] = [];
  const start = Date.now();
  const reading = (async () => {
    for await (const event of events) {
      const isSaid = !event.type.startsWith('block-');
      if (isSaid) clock.startWrite();
      const name = event.type === 'failure' ? event.failure.kind : event.type;
      seen.push(`${name}@${Math.round((Date.now() - start) / 1000)}`);
      if (slowSeconds > 0) await sleep(slowSeconds);
      if (isSaid) clock.endWrite();
    }
  })();
  let isOver = false;
  void reading.then(() => (isOver = true));
  while (!isOver) await vi.advanceTimersByTimeAsync(500);
  return seen;
}

describe('a form with a heartbeat', () => {
  test('hears nothing but the events when they come in time', async () => {
    const events = keepTime(script({ type: 'message-start' }, delta, 5, delta, stop), clock, pace);
    expect(await timed(events)).toEqual(['message-start@0', 'text-delta@0', 'text-delta@5', 'message-stop@5']);
  });

  test('starts after 10 s without the model, once, and beats until the model answers', async () => {
    const events = keepTime(script(40, { type: 'message-start' }, delta, stop), clock, pace);
    const seen = await timed(events);
    expect(seen[0]).toMatch(/message-start@(9|10)/);
    expect(seen.slice(1).map((one) => one.replace(/@.*/, ''))).toEqual([
      'silence',
      'silence',
      'text-delta',
      'message-stop',
    ]);
  });

  test('never is silent for longer than the heartbeat', async () => {
    const events = keepTime(script({ type: 'message-start' }, 50, delta, stop), clock, pace);
    const seconds = (await timed(events)).map((one) => Number(one.split('@')[1]));
    const gaps = seconds.slice(1).map((second, index) => second - (seconds[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15);
  });

  test('beats through events that say nothing', async () => {
    const blockStop: ChatEvent = { type: 'block-stop', index: 0 };
    const events = keepTime(
      script({ type: 'message-start' }, delta, 10, blockStop, 10, blockStop, 10, stop),
      clock,
      pace,
    );
    const said = (await timed(events)).filter((one) => !one.startsWith('block'));
    const seconds = said.map((one) => Number(one.split('@')[1]));
    expect(Math.max(...seconds.slice(1).map((second, index) => second - (seconds[index] ?? 0)))).toBeLessThanOrEqual(
      15,
    );
    expect(said.filter((one) => one.startsWith('silence')).length).toBeGreaterThan(0);
  });

  test('is told in band of a refusal that comes after the start', async () => {
    const refused: ChatEvent = { type: 'failure', failure: new Failure('throttled', 'later') };
    const seen = await timed(keepTime(script(12, refused), clock, pace));
    expect(seen.map((one) => one.replace(/@.*/, ''))).toEqual(['message-start', 'throttled']);
  });
});

test('a form without a heartbeat waits in silence', async () => {
  const events = keepTime(script(50, { type: 'message-start' }, delta, stop), clock, { upstreamIdleMs: 60_000 });
  expect(await timed(events)).toEqual(['message-start@50', 'text-delta@50', 'message-stop@50']);
});

test('a source that is silent for too long is given up, and its request aborted', async () => {
  const seen = await timed(keepTime(script({ type: 'message-start' }, 500, delta), clock, { upstreamIdleMs: 60_000 }));
  expect(seen).toEqual(['message-start@0', expect.stringMatching(/^stalled@6[01]$/)]);
  expect(clock.signal.aborted).toBe(true);
});

test('a slow reader is not taken for a stalled source', async () => {
  const events = keepTime(script({ type: 'message-start' }, delta, delta, stop), clock, { upstreamIdleMs: 60_000 });
  expect(await timed(events, 90)).toEqual(['message-start@0', 'text-delta@90', 'text-delta@180', 'message-stop@270']);
});

test('an event that comes while a heartbeat is being written is not lost', async () => {
  const events = keepTime(script({ type: 'message-start' }, 17, delta, stop), clock, pace);
  const seen = await timed(events, 10);
  expect(seen.map((one) => one.replace(/@.*/, ''))).toEqual(['message-start', 'silence', 'text-delta', 'message-stop']);
});

test('an abort ends the answer at once, also while the reader is slow', async () => {
  const events = keepTime(script({ type: 'message-start' }, delta, 30, delta, stop), clock, pace);
  setTimeout(() => clock.abort(new Failure('deadline', 'over')), 20_000);
  const seen = await timed(events);
  expect(seen.at(-1)).toBe('deadline@20');
});

test('an abort while the reader takes its time over the last event does not add another', async () => {
  const events = keepTime(script({ type: 'message-start' }, delta, stop), clock, pace);
  setTimeout(() => clock.abort(new Failure('deadline', 'over')), 25_000);
  expect((await timed(events, 10)).at(-1)).toBe('message-stop@20');
});

describe('a limit that runs out', () => {
  /** A source that notices the abort, as the SDK's does, and then says this. */
  async function* afterAbort(...last: ChatEvent[]): AsyncGenerator<ChatEvent> {
    yield* [{ type: 'message-start' } as const, delta];
    await new Promise((resolve) => clock.signal.addEventListener('abort', resolve, { once: true }));
    yield* last;
  }
  const reset: ChatEvent = { type: 'failure', failure: new Failure('disconnected', 'ECONNRESET') };

  test('is told for what it is, not as the broken connection that it causes', async () => {
    expect((await timed(keepTime(afterAbort(reset), clock, { upstreamIdleMs: 5_000 }))).at(-1)).toMatch(/^stalled/);
  });

  test('does not take a whole answer away that only waited for its usage', async () => {
    expect((await timed(keepTime(afterAbort(stop), clock, { upstreamIdleMs: 5_000 }))).at(-1)).toMatch(/^message-stop/);
  });
});

test('a source that ends without a last event is truncated', async () => {
  expect((await timed(keepTime(script({ type: 'message-start' }, delta), clock, pace))).at(-1)).toBe('truncated@0');
});

test('a source that does not close after its last event is left', async () => {
  for (const form of [pace, { upstreamIdleMs: 60_000 }]) {
    const events = keepTime(script({ type: 'message-start' }, delta, stop, 500), clock, form);
    expect((await timed(events)).at(-1)).toBe('message-stop@0');
  }
});

test('a source that throws while it is closed does not end the process', async () => {
  const source: AsyncIterable<ChatEvent> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => undefined),
      return: () => Promise.reject(new Error('closed badly')),
    }),
  };
  expect(await timed(keepTime(source, clock, pace))).toContainEqual(expect.stringContaining('stalled'));
});
