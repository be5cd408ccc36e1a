import { expect, test } from 'vitest';
import { Failure } from '../../../lambda/chat/failure.ts';
import { reply, respond } from '../../../lambda/http/respond.ts';
import { flow } from '../../fixtures/answers/gather.ts';
import { MemorySink } from '../../fixtures/handling/memory-sink.ts';

const head = { status: 200, headers: { 'content-type': 'text/plain' } };

/** Keeps time as the clock does. */
function watch() {
  const controller = new AbortController();
  const log: string[] = [];
  return {
    log,
    signal: controller.signal,
    abort: (failure: Failure) => controller.abort(failure),
    leave: () => controller.abort(new Failure('cancelled', 'the caller has left')),
    startWrite: () => void log.push('start'),
    endWrite: () => void log.push('end'),
  };
}
const answer = (sink: MemorySink, chunks: AsyncIterable<string | Uint8Array>, writing = watch()) =>
  respond(sink, () => head, chunks, writing);

test('each chunk is one write, and the head leaves with the first', async () => {
  const sink = new MemorySink();
  expect(await answer(sink, flow(['é', 'b']))).toBe(3);
  expect(sink.writes).toEqual(['é', 'b']);
  expect(sink.head).toEqual(head);
  expect(sink.writableEnded).toBe(true);
});

test('the head is made when the first chunk is there, of what is known by then', async () => {
  const sink = new MemorySink();
  let servedBy = 'nobody yet';
  async function* chunks(): AsyncGenerator<string> {
    servedBy = 'haiku';
    yield 'a';
  }
  await respond(sink, () => ({ ...head, headers: { ...head.headers, servedBy } }), chunks(), watch());
  expect(sink.head?.headers).toMatchObject({ servedBy: 'haiku' });
});

test('an answer without a byte still has its head', async () => {
  const sink = new MemorySink();
  expect(await answer(sink, flow([]))).toBe(0);
  expect(sink.head).toEqual(head);
  expect(sink.writableEnded).toBe(true);
});

test('a throw before the first chunk leaves the sink untouched, so that it can be refused', async () => {
  const sink = new MemorySink();
  const failing = flow(['never']);
  failing.next = () => Promise.reject(new Error('refused'));
  await expect(answer(sink, failing)).rejects.toThrow('refused');
  expect([sink.writes, sink.opened]).toEqual([[], undefined]);
  await reply(sink, { ...head, status: 429, body: 'no' });
  expect([sink.head?.status, sink.text]).toEqual([429, 'no']);
});

test.each([
  ['a text', 'é!'],
  ['bytes', Buffer.from('é!')],
  ['a stream of both', flow(['é', Buffer.from('!')])],
])('a reply is %s', async (_name, body) => {
  const sink = new MemorySink();
  expect(await reply(sink, { ...head, body })).toBe(3);
  expect([sink.text, sink.writableEnded]).toEqual(['é!', true]);
});

test('a slow reader pauses the source', async () => {
  const sink = new MemorySink({ readDelayMs: 1, highWaterMark: 10 });
  let produced = 0;
  let furthestAhead = 0;
  async function* source(): AsyncGenerator<string> {
    for (; produced < 20; produced += 1) {
      furthestAhead = Math.max(furthestAhead, produced - sink.writes.length);
      yield 'x'.repeat(10);
    }
  }
  await answer(sink, source());
  expect(sink.writes).toHaveLength(20);
  expect(furthestAhead).toBeLessThanOrEqual(1);
});

test('how long the reader takes is reported', async () => {
  const writing = watch();
  await answer(new MemorySink(), flow(['a', 'b']), writing);
  expect(writing.log).toEqual(['start', 'end', 'start', 'end']);
});

test('a reader that stopped reading does not hold the answer past its time', async () => {
  const sink = new MemorySink({ readDelayMs: 1_000_000, highWaterMark: 1 });
  const writing = watch();
  const answering = answer(sink, flow(['long', 'last event']), writing);
  setTimeout(() => writing.abort(new Failure('deadline', 'over')), 20);
  expect(await answering).toBe('longlast event'.length);
  expect(sink.writableEnded).toBe(true);
  sink.destroy();
});

test.each([undefined, new Error('EPIPE')])('a reader that leaves ends the answer at once: %s', async (error) => {
  const sink = new MemorySink({ readDelayMs: 1_000_000, highWaterMark: 1 });
  const writing = watch();
  setTimeout(() => sink.destroy(error), 20);
  await expect(answer(sink, flow(['long', 'more']), writing)).rejects.toMatchObject({ kind: 'cancelled' });
  expect(writing.signal.reason).toMatchObject({ kind: 'cancelled' });
  // An error that nobody hears ends the process.
  for (const _ of [1, 2]) expect(() => sink.emit('error', new Error('write after end'))).not.toThrow();
});

test.each([0, 1_000_000])(
  'what goes on unread is read to its end: a reader that takes %i ms leaves',
  async (readDelayMs) => {
    const sink = new MemorySink({ readDelayMs, highWaterMark: 1 });
    const read: string[] = [];
    async function* chunks() {
      for (const chunk of ['long', 'more', 'end']) {
        yield chunk;
        read.push(chunk);
        if (readDelayMs === 0) sink.destroy();
      }
    }
    if (readDelayMs > 0) setTimeout(() => sink.destroy(), 20);
    const writing = { ...watch(), leave: () => undefined };
    expect(await answer(sink, chunks(), writing)).toBe('long'.length);
    expect(read).toEqual(['long', 'more', 'end']);
  },
);
