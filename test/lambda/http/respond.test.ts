import { beforeAll, expect, test } from 'vitest';
import { reply, respond } from '../../../lambda/http/respond.ts';
import { flow } from '../../fixtures/gather.ts';
import { installAwslambda, ResponseStream } from '../../fixtures/response-stream.ts';

const head = { status: 200, headers: { 'content-type': 'text/plain' } };
const never = new AbortController().signal;

beforeAll(installAwslambda);

test('each chunk is one write, and the head leaves with the first', async () => {
  const stream = new ResponseStream();
  expect(await respond(stream, head, flow(['é', 'b']), never)).toBe(3);
  expect(stream.writes).toEqual(['é', 'b']);
  expect(stream.head?.statusCode).toBe(200);
  expect(stream.writableEnded).toBe(true);
});

test('an answer without a byte still has its head', async () => {
  const stream = new ResponseStream();
  expect(await respond(stream, head, flow([]), never)).toBe(0);
  expect(stream.head?.statusCode).toBe(200);
  expect(stream.writableEnded).toBe(true);
});

test('a throw before the first chunk leaves the stream untouched, so that it can be refused', async () => {
  const stream = new ResponseStream();
  const failing = flow(['never']);
  failing.next = () => Promise.reject(new Error('refused'));
  await expect(respond(stream, head, failing, never)).rejects.toThrow('refused');
  expect([stream.writes, stream.prelude]).toEqual([[], undefined]);
  reply(stream, { ...head, status: 429, body: 'no' });
  expect([stream.head?.statusCode, stream.text]).toEqual([429, 'no']);
});

test('a slow reader pauses the source', async () => {
  const stream = new ResponseStream({ readDelayMs: 1, highWaterMark: 10 });
  let produced = 0;
  let furthestAhead = 0;
  async function* source(): AsyncGenerator<string> {
    for (; produced < 20; produced += 1) {
      furthestAhead = Math.max(furthestAhead, produced - stream.writes.length);
      yield 'x'.repeat(10);
    }
  }
  await respond(stream, head, source(), never);
  expect(stream.writes).toHaveLength(20);
  expect(furthestAhead).toBeLessThanOrEqual(1);
});

test('a reader that stopped reading does not hold the answer past its time', async () => {
  const stream = new ResponseStream({ readDelayMs: 1_000_000, highWaterMark: 1 });
  const controller = new AbortController();
  const answer = respond(stream, head, flow(['long', 'last event']), controller.signal);
  setTimeout(() => controller.abort(), 20);
  expect(await answer).toBe('longlast event'.length);
  expect(stream.writableEnded).toBe(true);
  stream.destroy();
});

test('a response stream that breaks is an error of its own', async () => {
  const stream = new ResponseStream({ readDelayMs: 1_000_000, highWaterMark: 1 });
  setTimeout(() => stream.destroy(new Error('EPIPE')), 20);
  await expect(respond(stream, head, flow(['long', 'more']), never)).rejects.toThrow('EPIPE');
});
