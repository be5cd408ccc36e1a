import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Api } from '../../../web/api/api.ts';
import { ask, type PageEvent } from '../../../web/api/ask.ts';
import { toCancellingApi } from '../../../web/cancel/cancelling-api.ts';

interface Sent {
  readonly method: string | undefined;
  readonly path: string;
  readonly keepalive: boolean | undefined;
}

const encoder = new TextEncoder();
const start = 'event: start\ndata: {"requestId":"r-1","model":"m","maxTokens":9}\n\n';
const cancelled = 'event: error\ndata: {"kind":"cancelled","message":"","retryable":false}\n\n';

/** An API with one answer, which is written by the test, and what it was sent. */
function fakeApi(deleted: () => Promise<Response> = async () => new Response('{}', { status: 202 })) {
  const sent: Sent[] = [];
  const headers = Promise.withResolvers<void>();
  let connection: AbortSignal | undefined;
  let body: ReadableStreamDefaultController<Uint8Array> | undefined;
  const api: Api = async (path, request) => {
    sent.push({ method: request?.method, path, keepalive: request?.keepalive });
    if (path !== 'chat') return deleted();
    const signal = request?.signal ?? undefined;
    connection = signal;
    const left = Promise.withResolvers<never>();
    signal?.addEventListener('abort', () => {
      left.reject(signal.reason);
      body?.error(signal.reason);
    });
    await Promise.race([headers.promise, left.promise]);
    left.promise.catch(() => undefined);
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => void (body = controller) });
    return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'x-request-id': 'r-1' } });
  };
  return {
    api,
    sent,
    begin: headers.resolve,
    write: (text: string) => body?.enqueue(encoder.encode(text)),
    end: () => body?.close(),
    isClosed: () => connection?.aborted,
  };
}

const deleteSent = (keepalive: boolean) => ({ method: 'DELETE', path: 'requests/r-1', keepalive });
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('an answer that is stopped', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Asks, and notes what happens. */
  function run(fake: ReturnType<typeof fakeApi>, page = new EventTarget()) {
    const events: PageEvent[] = [];
    const stop = new AbortController();
    const api = toCancellingApi(fake.api, page);
    const isOver = (async () => {
      for await (const some of ask(api, { messages: [] }, stop.signal)) events.push(...some);
    })();
    return { events, stop: () => stop.abort(), page, isOver };
  }

  async function runToFirstWord(fake: ReturnType<typeof fakeApi>) {
    const running = run(fake);
    fake.begin();
    await settle();
    fake.write(start);
    await settle();
    expect(running.events).toMatchObject([{ type: 'start' }]);
    return running;
  }

  test('is cancelled by its id, is over for the person at once, and is read to its last event', async () => {
    const fake = fakeApi();
    const { events, stop, isOver } = await runToFirstWord(fake);
    stop();
    await isOver;
    expect(events.at(-1)).toEqual({ type: 'stopped', data: {} });
    expect(fake.sent.slice(1)).toEqual([deleteSent(false)]);
    fake.write('event: delta\ndata: {"text":"late"}\n\n');
    fake.write(cancelled);
    fake.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.isClosed()).toBe(false);
    expect(events.map(({ type }) => type)).toEqual(['start', 'stopped']);
  });

  test('is left after three seconds, if it has not ended by then', async () => {
    const fake = fakeApi();
    const { stop } = await runToFirstWord(fake);
    stop();
    await vi.advanceTimersByTimeAsync(2_900);
    expect(fake.isClosed()).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(fake.isClosed()).toBe(true);
  });

  test.each<[string, () => Promise<Response>]>([
    ['is refused', async () => new Response('{}', { status: 404 })],
    ['gets no answer', () => Promise.reject(new TypeError('no network'))],
  ])('is left at once, if the cancel %s', async (_how, deleted) => {
    const fake = fakeApi(deleted);
    const { stop, events, isOver } = await runToFirstWord(fake);
    stop();
    await settle();
    expect(fake.isClosed()).toBe(true);
    await isOver;
    expect(events.at(-1)).toEqual({ type: 'stopped', data: {} });
  });

  test('is left before its id is known: there is nothing to cancel it by', async () => {
    const fake = fakeApi();
    const { stop, events, isOver } = run(fake);
    stop();
    await isOver;
    expect(fake.isClosed()).toBe(true);
    expect(fake.sent).toHaveLength(1);
    expect(events).toEqual([{ type: 'stopped', data: {} }]);
  });

  test('is not cancelled when it was over before', async () => {
    const fake = fakeApi();
    const { stop, events, isOver, page } = await runToFirstWord(fake);
    fake.write('event: done\ndata: {"stopReason":"end_turn"}\n\n');
    fake.end();
    await isOver;
    stop();
    page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: false }));
    await settle();
    expect(fake.sent).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'done' });
  });

  test.each([
    [false, [deleteSent(true)]],
    [true, []],
  ])('when its page is left, and kept by the browser (%s), is cancelled: %j', async (persisted, deletes) => {
    const fake = fakeApi();
    const { page, events } = await runToFirstWord(fake);
    page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }));
    await settle();
    expect(fake.sent.slice(1)).toEqual(deletes);
    expect(events).toHaveLength(1);
  });
});

describe('an answer that the server keeps', () => {
  const send = (fake: ReturnType<typeof fakeApi>, path: string, kept: { readonly requestId?: string }) => {
    const page = new EventTarget();
    const stop = new AbortController();
    const reply = toCancellingApi(fake.api, page)(path, { signal: stop.signal, kept });
    reply.then((response) => response.text()).catch(() => undefined);
    const leave = () => page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: false }));
    return { stop: () => stop.abort(), leave, reply };
  };

  test('goes on when its page is left, and is cancelled when it is stopped', async () => {
    const fake = fakeApi();
    const { leave, stop, reply } = send(fake, 'chat', {});
    fake.begin();
    await reply;
    leave();
    expect(fake.sent).toHaveLength(1);
    stop();
    expect(fake.sent.slice(1)).toEqual([deleteSent(false)]);
  });

  test('is cancelled by the request that it belongs to, before the one that follows it has an answer, too', async () => {
    const fake = fakeApi();
    const { stop, reply } = send(fake, 'chat', { requestId: 'r-0' });
    stop();
    await expect(reply).rejects.toThrow();
    expect(fake.sent.slice(1)).toEqual([{ ...deleteSent(false), path: 'requests/r-0' }]);
  });
});

test('other requests are as they were', async () => {
  const { api, sent } = fakeApi();
  await toCancellingApi(api, new EventTarget())('v1/models');
  expect(sent).toEqual([{ method: undefined, path: 'v1/models', keepalive: undefined }]);
});

test('a refusal is handed on', async () => {
  const refusal = Response.json({ error: {} }, { status: 429, headers: { 'x-request-id': 'r' } });
  const { signal } = new AbortController();
  expect(await toCancellingApi(async () => refusal, new EventTarget())('chat', { signal })).toBe(refusal);
});
