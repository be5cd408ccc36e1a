import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { around } from '../../lambda/around.ts';
import type { ChatEvent } from '../../lambda/chat/chat-event.ts';
import { Failure } from '../../lambda/chat/failure.ts';
import type { Wrapper } from '../../lambda/source.ts';
import {
  askSource,
  deaf,
  delta,
  said,
  script,
  type Seen,
  start,
  stop,
  usage,
} from '../fixtures/handling/ask-source.ts';
import { budget, cancelling, reads, recall, replayed, telling, witness } from '../fixtures/handling/toy-wrappers.ts';

// The rules of docs/architecture.md, a test each, with wrappers that are toys.

const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);
beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => {
  process.off('unhandledRejection', note);
  expect(unhandled, 'no promise of any of these tests was left alone').toEqual([]);
});

const broken: ChatEvent = { type: 'failure', failure: new Failure('disconnected', 'lost') };

describe('a wrapper settles once, with what was used, however the answer ended', () => {
  test.each<[name: string, steps: readonly ChatEvent[], used: number[]]>([
    ['whole', said, [5]],
    ['failed in the middle', [start, delta('a'), broken], []],
    ['broke off', [start, delta('a')], []],
  ])('%s', async (_name, steps, used) => {
    const { settled, wrapper } = budget();
    await askSource({ source: script(steps), wrappers: [wrapper] });
    expect(settled.map((usages) => usages.map(({ total }) => total))).toEqual([used]);
  });

  test('the client does not wait for it, the handler does', async () => {
    const { settled, wrapper } = budget({ settleMs: 200 });
    const { log } = await askSource({ source: script(said), wrappers: [wrapper] });
    expect([log, settled.length]).toEqual([['the client has it all', 'handled'], 1]);
  });

  test('but not for ever: a store that hangs does not hold the environment', async () => {
    const { settled, wrapper } = budget({ settleMs: 600_000 });
    const { text } = await askSource({ source: script(said), wrappers: [wrapper] });
    expect([text.includes('event: done'), settled]).toEqual([true, []]);
  });

  test('several settle side by side, and one that throws takes nothing from the others', async () => {
    const [one, two] = [budget({ settleMs: 600 }), budget({ settleMs: 600 })];
    const bad: Wrapper = (inner) => (question) =>
      around(inner(question), { after: () => Promise.reject(new Error('defect')) });
    const answer = await askSource({ source: script(said), wrappers: [one.wrapper, bad, two.wrapper] });
    // One after the other they would take longer than all have.
    expect([one.settled.length, two.settled.length]).toEqual([1, 1]);
    expect([answer.thrown, answer.record?.endReason]).toEqual([undefined, 'internal']);
  });

  test('also when the caller has left, and the source is closed', async () => {
    const { settled, wrapper } = budget();
    const seen: Seen = {};
    const source = script([start, delta('a'), usage, 600_000, stop], seen);
    const { record } = await askSource({ source, wrappers: [wrapper], isLeaving: true });
    expect(settled.map((usages) => usages.map(({ total }) => total))).toEqual([[5]]);
    expect([seen.closed, record?.endReason]).toEqual([true, 'cancelled']);
  });
});

describe('the head', () => {
  test.each(['text/event-stream', 'text/plain', 'application/json'])('tells what wrappers tell: %s', async (accept) => {
    const { headers } = await askSource({ source: script(said), wrappers: [telling('nova')], accept });
    expect(headers).toMatchObject({ 'x-rivulet-served-by': 'nova' });
  });

  test('after an early commit has left without it, and the heartbeat comes before the start event', async () => {
    const { status, headers, text } = await askSource({
      source: script([1_000, ...said]),
      wrappers: [telling('nova')],
      config: { commitAfterMs: 100 },
    });
    expect([status, headers?.['x-rivulet-served-by' as never]]).toEqual([200, undefined]);
    expect(text).toMatch(/^: heartbeat\n\n(: heartbeat\n\n)*id: 1\nevent: start\n/);
  });
});

describe('what a wrapper refuses', () => {
  test.each(['text/event-stream', 'text/plain', 'application/json'])('has its true status: %s', async (accept) => {
    const seen: Seen = {};
    const wrappers = [budget({ isSpent: true }).wrapper];
    const answer = await askSource({ source: script(said, seen), wrappers, accept });
    expect([answer.status, answer.text]).toEqual([429, expect.stringContaining('the budget is spent')]);
    expect(seen.question, 'the model was not asked').toBeUndefined();
    expect(answer.record).toMatchObject({ status: 429, endReason: 'throttled' });
  });

  test('after a commit is reported in band', async () => {
    const slow = budget({ reserveMs: 500, isSpent: true });
    const config = { commitAfterMs: 50 };
    const answer = await askSource({ source: script(said), wrappers: [slow.wrapper], config });
    expect([answer.status, answer.text]).toEqual([
      200,
      expect.stringMatching(/heartbeat[^]*event: error\n.*throttled/),
    ]);
  });

  test('gives back what an inner one had reserved', async () => {
    const inner = budget();
    await askSource({ source: script(said), wrappers: [budget({ isSpent: true }).wrapper, inner.wrapper] });
    expect(inner.settled).toEqual([[]]);
  });

  test('leaves no promise alone, though several refuse at once', async () => {
    const spent = () => budget({ isSpent: true }).wrapper;
    const wrappers = [spent(), spent(), reads(20), spent()];
    expect((await askSource({ source: script(said), wrappers })).status).toBe(429);
    await sleep(50);
    expect(unhandled).toEqual([]);
  });
});

describe('calling a wrapper starts its reads, pulling asks the model', () => {
  test('independent reads go on at the same time', async () => {
    const running = { now: 0, most: 0 };
    const reading: Wrapper = (inner) => (question) => {
      running.most = Math.max(running.most, (running.now += 1));
      return around(inner(question), { before: sleep(20).then(() => void (running.now -= 1)) });
    };
    const seen: Seen = {};
    await askSource({ source: script(said, seen), wrappers: [reading, reading, reading] });
    expect(running).toEqual({ now: 0, most: 3 });
  });

  test('what changes the question calls its inner late: that sees the whole prompt', async () => {
    const earlier = [
      { role: 'user' as const, content: [] },
      { role: 'assistant' as const, content: [] },
    ];
    const turns: number[] = [];
    const counting: Wrapper = (inner) => (question) => {
      turns.push(question.chat.turns.length);
      return inner(question);
    };
    await askSource({ source: script(said), wrappers: [recall(earlier, 20), counting] });
    expect(turns).toEqual([3]);
  });

  test('a wrapper that answers itself asks nothing inside', async () => {
    const seen: Seen = {};
    const inner = budget();
    const wrappers = [replayed(said), inner.wrapper];
    const { text } = await askSource({ source: script(said, seen), wrappers });
    expect([text.includes('event: done'), seen.question, inner.settled]).toEqual([true, undefined, []]);
  });
});

describe('every wrapper sees the true ending', () => {
  const silent = [start, delta('a'), 600_000, stop];

  test.each([
    ['of a source that heeds the abort', script(silent)],
    ['of one that does not', deaf],
  ])('a deadline, %s', async (_name, source) => {
    const { saw, wrapper } = witness();
    const { settled, wrapper: outer } = budget();
    const answer = await askSource({ source, wrappers: [outer, wrapper], remainingMs: 100 });
    expect(answer.text).toMatch(/event: error\n.*"kind":"deadline"/);
    expect([saw, settled]).toEqual([['deadline', 'after'], [[]]]);
  });

  test('a stalled model, whose call is aborted for that', async () => {
    const { saw, wrapper } = witness();
    const seen: Seen = {};
    const config = { upstreamIdleMs: 100 };
    const answer = await askSource({ source: script(silent, seen), wrappers: [wrapper], config });
    expect(answer.text).toContain('"kind":"stalled"');
    expect(saw).toEqual(['stalled', 'after']);
    expect([seen.closed, seen.question?.signal.reason]).toEqual([true, expect.objectContaining({ kind: 'stalled' })]);
  });

  test('a caller that cancels', async () => {
    const { saw, wrapper } = witness();
    const begunMs = performance.now();
    const cancel = cancelling(() => performance.now() - begunMs > 50);
    const answer = await askSource({ source: script(silent), wrappers: [wrapper, cancel] });
    expect(answer.text).toContain('"kind":"cancelled"');
    expect(saw).toEqual(['cancelled', 'after']);
  });

  test('a slow reader is not a stalled model, nor are slow reads of wrappers', async () => {
    const { saw, wrapper } = witness();
    const config = { upstreamIdleMs: 100 };
    await askSource({ source: script(said), wrappers: [wrapper, reads(300)], config, readDelayMs: 300 });
    expect(saw).toEqual(['finished', 'after']);
  });

  test('a deadline while the reader is slow is reported when it reads again', async () => {
    for (const source of [script(silent), deaf]) {
      const { saw, wrapper } = witness();
      const answer = await askSource({ source, wrappers: [wrapper], remainingMs: 100, readDelayMs: 1_200 });
      expect(answer.text).toMatch(/event: error\n.*"kind":"deadline"/);
      expect(saw).toEqual(['deadline', 'after']);
    }
  });

  test('an event that comes while a heartbeat is written is not lost', async () => {
    const source = script([start, 300, delta('first'), delta('second'), stop]);
    const answer = await askSource({ source, config: { heartbeatMs: 80 }, readDelayMs: 150 });
    expect(answer.text).toMatch(/heartbeat[^]*first[^]*second[^]*done/);
  });
});

describe('a wrapper that hangs', () => {
  const hung = new Promise<never>(() => undefined);

  test('before the model is asked hides no deadline', async () => {
    const hangs: Wrapper = (inner) => (question) => around(inner(question), { before: hung });
    const answer = await askSource({ source: script(said), wrappers: [hangs], remainingMs: 100 });
    expect([answer.status, answer.text]).toEqual([504, expect.stringContaining('deadline')]);
  });

  test('midway hides no deadline, and those outside settle', async () => {
    const hangs: Wrapper = (inner) =>
      async function* (question) {
        for await (const event of inner(question)) {
          yield event;
          if (event.type === 'text-delta') await hung;
        }
      };
    const outer = budget();
    const answer = await askSource({ source: script(said), wrappers: [outer.wrapper, hangs], remainingMs: 100 });
    expect([answer.text.includes('"kind":"deadline"'), outer.settled]).toEqual([true, [[]]]);
  });
});

describe('a wrapper with a defect ends the answer honestly, and every other one settles', () => {
  const defect = () => {
    throw new Error('defect');
  };
  const failing =
    (type: ChatEvent['type']): Wrapper =>
    (inner) =>
    (question) =>
      around(inner(question), { see: (event) => (event.type === type ? defect() : event) });
  const wrappers: Readonly<Record<string, Wrapper>> = {
    'at its call': () => defect,
    'before, as ends': (inner) => (question) => around(inner(question), { before: sleep(5).then(defect) }),
    'at the start, as ends': failing('message-start'),
    'at a delta, as ends': failing('text-delta'),
    'at the last event, as ends': failing('message-stop'),
    'before, as a generator': () =>
      async function* () {
        yield* [];
        defect();
      },
    'at a delta, as a generator': (inner) =>
      async function* (question) {
        for await (const event of inner(question)) {
          if (event.type === 'text-delta') defect();
          yield event;
        }
      },
    'after, as a generator': (inner) =>
      async function* (question) {
        try {
          yield* inner(question);
        } finally {
          defect();
        }
      },
  };
  /** One that calls nothing has nothing inside to settle. */
  const callsNothing = new Set(['at its call', 'before, as a generator']);

  test.each(Object.entries(wrappers))('%s', async (name, wrapper) => {
    const [outer, inner] = [budget(), budget()];
    const seen: Seen = {};
    const source = script(said, seen);
    const answer = await askSource({ source, wrappers: [outer.wrapper, wrapper, inner.wrapper] });
    expect(answer.thrown).toBeUndefined();
    expect(answer.record?.endReason).toBe('internal');
    if (name.startsWith('after')) expect(answer.text).toContain('event: done');
    else if (answer.status === 200) expect(answer.text).toMatch(/event: error\n.*"kind":"internal"/);
    else expect(answer.status).toBe(500);
    expect([outer.settled.length, inner.settled.length]).toEqual([1, callsNothing.has(name) ? 0 : 1]);
    if (seen.question) expect(seen.closed, 'the source is closed').toBe(true);
  });
});

test('tokens are counted without wrappers', async () => {
  const answer = await askSource({
    source: script([]),
    count: script([start, usage, stop]),
    wrappers: [budget({ isSpent: true }).wrapper],
    path: '/v1/messages/count_tokens',
    body: { model: 'haiku', messages: [{ role: 'user', content: 'Hi' }] },
  });
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { input_tokens: 3 }]);
});

test('a count that fails after it was told is refused, too', async () => {
  const answer = await askSource({
    source: script([]),
    count: script([start, usage, broken]),
    path: '/v1/messages/count_tokens',
    body: { model: 'haiku', messages: [{ role: 'user', content: 'Hi' }] },
  });
  expect(answer.status).toBe(502);
});
