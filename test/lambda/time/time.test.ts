import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { anyone } from '../../../lambda/access/caller.ts';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import type { Question, Source } from '../../../lambda/source.ts';
import { type Clock, startClock } from '../../../lambda/time/clock.ts';
import { keepPace, type Pace } from '../../../lambda/time/keep-pace.ts';
import { limits } from '../../../lambda/time/limits.ts';
import { ignored } from '../../fixtures/handling/ignored.ts';
import { modelOf } from '../../fixtures/handling/model.ts';

const clockLimits = { integrationTimeoutMs: 900_000, endpointIdleMs: 300_000, marginMs: 5_000 };
const pace = { commitAfterMs: 10_000, heartbeatMs: 15_000 };
const start: ChatEvent = { type: 'message-start' };
const delta: ChatEvent = { type: 'text-delta', index: 0, text: 'a' };
const stop: ChatEvent = { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } };
let clock: Clock;

beforeEach(() => {
  vi.useFakeTimers();
  clock = startClock({ epochMs: Date.now(), remainingMs: 900_000 }, clockLimits);
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

const sleep = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const script = (...steps: (number | ChatEvent)[]): Source =>
  async function* () {
    for (const step of steps) {
      if (typeof step === 'number') await sleep(step);
      else yield step;
    }
  };

const questionOf = (): Question => ({
  id: 'request-1',
  askedMs: 0,
  caller: anyone,
  operation: 'converse',
  chat: { turns: [], maxTokens: 9 },
  model: modelOf('other'),
  signal: clock.signal,
  note: ignored,
});

/** The answer as the response has it: limits innermost, pace outermost. */
const answer = (source: Source, { upstreamIdleMs = 60_000, ...own }: Pace & { upstreamIdleMs?: number } = pace) =>
  keepPace(limits({ upstreamIdleMs })(source)(questionOf()), clock, own);

/** Each event with the second it came at; `slowSeconds` is how long the reader takes over each. */
async function timed({ events }: ReturnType<typeof answer>, slowSeconds = 0): Promise<string[]> {
  const seen: string[] = [];
  const startMs = Date.now();
  const reading = (async () => {
    for await (const event of events) {
      const isSaid = !event.type.startsWith('block-');
      if (isSaid) clock.startWrite();
      const name = event.type === 'failure' ? event.failure.kind : event.type;
      seen.push(`${name}@${Math.round((Date.now() - startMs) / 1000)}`);
      if (slowSeconds > 0) await sleep(slowSeconds);
      if (isSaid) clock.endWrite();
    }
  })();
  let isOver = false;
  const ended = reading.finally(() => (isOver = true));
  ended.catch(() => undefined);
  while (!isOver) await vi.advanceTimersByTimeAsync(500);
  await ended;
  return seen;
}
const names = (seen: readonly string[]) => seen.map((one) => one.replace(/@.*/, ''));

describe('a format with a heartbeat', () => {
  test('hears nothing but the events when they come in time', async () => {
    const events = answer(script(start, delta, 5, delta, stop));
    expect(await timed(events)).toEqual(['message-start@0', 'text-delta@0', 'text-delta@5', 'message-stop@5']);
  });

  test('commits after 10 s without the model, and beats until the model answers', async () => {
    const seen = await timed(answer(script(40, start, delta, stop)));
    // The start waits for what it has to tell: a heartbeat commits.
    expect(seen[0]).toMatch(/silence@(8|9|10)/);
    expect(names(seen)).toEqual(['silence', 'silence', 'silence', 'message-start', 'text-delta', 'message-stop']);
  });

  test('never is silent for longer than the heartbeat', async () => {
    const events = answer(script(start, 50, delta, stop));
    const seconds = (await timed(events)).map((one) => Number(one.split('@')[1]));
    const gaps = seconds.slice(1).map((second, index) => second - (seconds[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15);
  });

  test('beats through events that write nothing', async () => {
    const blockStop: ChatEvent = { type: 'block-stop', index: 0 };
    const events = answer(script(start, delta, 10, blockStop, 10, blockStop, 10, stop));
    const said = (await timed(events)).filter((one) => !one.startsWith('block'));
    const seconds = said.map((one) => Number(one.split('@')[1]));
    expect(Math.max(...seconds.slice(1).map((second, index) => second - (seconds[index] ?? 0)))).toBeLessThanOrEqual(
      15,
    );
    expect(said.filter((one) => one.startsWith('silence')).length).toBeGreaterThan(0);
  });

  test('gets a refusal after the start in band', async () => {
    const refused: ChatEvent = { type: 'failure', failure: new Failure('throttled', 'later') };
    const seen = await timed(answer(script(12, refused)));
    expect(names(seen)).toEqual(['silence', 'throttled']);
  });
});

test('a format without a heartbeat waits in silence', async () => {
  const events = answer(script(50, start, delta, stop), { upstreamIdleMs: 60_000 });
  expect(await timed(events)).toEqual(['message-start@50', 'text-delta@50', 'message-stop@50']);
});

test('a source that is silent for too long is given up, and its request aborted', async () => {
  let asked: AbortSignal | undefined;
  const source: Source = (question) => {
    asked = question.signal;
    return script(start, 500, delta)(question);
  };
  const seen = await timed(answer(source, {}));
  expect(seen).toEqual(['message-start@0', expect.stringMatching(/^stalled@6[01]$/)]);
  expect(asked?.reason).toMatchObject({ kind: 'stalled' });
});

test('a slow reader is not taken for a stalled source', async () => {
  const events = answer(script(start, delta, delta, stop), { upstreamIdleMs: 60_000 });
  expect(await timed(events, 90)).toEqual(['message-start@0', 'text-delta@90', 'text-delta@180', 'message-stop@270']);
});

test('an event that comes while a heartbeat is being written is not lost', async () => {
  const events = answer(script(start, 17, delta, stop));
  const seen = await timed(events, 10);
  expect(names(seen)).toEqual(['message-start', 'silence', 'text-delta', 'message-stop']);
});

test('an abort ends the answer at once, also while the reader is slow', async () => {
  const events = answer(script(start, delta, 30, delta, stop));
  setTimeout(() => clock.abort(new Failure('deadline', 'over')), 20_000);
  const seen = await timed(events);
  expect(seen.at(-1)).toBe('deadline@20');
});

test('an abort while the reader takes its time over the last event does not add another', async () => {
  const events = answer(script(start, delta, stop));
  setTimeout(() => clock.abort(new Failure('deadline', 'over')), 25_000);
  expect((await timed(events, 10)).at(-1)).toBe('message-stop@20');
});

describe('a limit that runs out', () => {
  /** A source that notices the abort, as the SDK's does, and then says this. */
  const afterAbort = (...last: ChatEvent[]): Source =>
    async function* ({ signal }) {
      yield* [start, delta];
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      yield* last;
    };
  const reset: ChatEvent = { type: 'failure', failure: new Failure('disconnected', 'ECONNRESET') };

  test('is reported as what it is, not as the broken connection that it causes', async () => {
    expect((await timed(answer(afterAbort(reset), { upstreamIdleMs: 5_000 }))).at(-1)).toMatch(/^stalled/);
  });

  test('does not take a whole answer away that only waited for its usage', async () => {
    expect((await timed(answer(afterAbort(stop), { upstreamIdleMs: 5_000 }))).at(-1)).toMatch(/^message-stop/);
  });
});

test('a source that ends without a last event is truncated', async () => {
  expect((await timed(answer(script(start, delta)))).at(-1)).toBe('truncated@0');
});

test('a source that does not close after its last event is left', async () => {
  for (const own of [pace, {}]) {
    expect((await timed(answer(script(start, delta, stop, 500), own))).at(-1)).toBe('message-stop@0');
  }
});

test('a source that throws while it is closed does not end the process', async () => {
  let pulls = 0;
  const source: Source = () => ({
    [Symbol.asyncIterator]: () => ({
      next: () => (pulls++ === 0 ? Promise.resolve({ done: false, value: start }) : new Promise(() => undefined)),
      return: () => Promise.reject(new Error('closed badly')),
    }),
  });
  expect(await timed(answer(source))).toContainEqual(expect.stringContaining('stalled'));
});
