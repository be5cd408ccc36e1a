import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { text as readAll } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startTestGateway, toFunction, toLambdaMethod, type TestGateway } from '../local-gateway.ts';

/** With its response headers, but without reading its body. */
async function open(gateway: TestGateway, body: object): Promise<IncomingMessage> {
  const sent = request(`${gateway.url}stream`, { method: 'POST' });
  sent.end(JSON.stringify(body));
  const [response]: IncomingMessage[] = await once(sent, 'response');
  return response!;
}

/** The part of the body that arrived, and whether it was complete. */
async function readCut(response: Response): Promise<{ text: string; isWhole: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body!) text += decoder.decode(chunk, { stream: true });
    return { text, isWhole: true };
  } catch {
    return { text, isWhole: false };
  }
}

const both = { 'Content-Length': '3', 'Transfer-Encoding': 'chunked' };

describe('STREAM: what the function writes', () => {
  test('reaches the client before the next write, status and headers first of all', async () => {
    const gateway = await startTestGateway();
    const seen: string[] = [];
    gateway.onLine((line) => /wrote \d/.test(line) && seen.push(/wrote \d/.exec(line)![0]));
    const metadata = { statusCode: 201, headers: { 'x-own': 'yes' }, cookies: ['a=1', 'b=2'] };
    const response = await gateway.post('stream', { parts: ['0', '1', '2'], waitMs: 600, metadata });
    seen.push(`status ${response.status}`);
    for await (const chunk of response.body!) seen.push(`got ${new TextDecoder().decode(chunk)}`);
    expect(seen.filter((event) => !event.startsWith('wrote'))).toEqual(['status 201', 'got 0', 'got 1', 'got 2']);
    expect(seen.indexOf('got 0')).toBeLessThan(seen.indexOf('wrote 1'));
    expect(seen.indexOf('got 1')).toBeLessThan(seen.indexOf('wrote 2'));
    expect(response.headers.get('x-own')).toBe('yes');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[\w-]{36}$/);
  });

  test('headers that belong to a connection do not reach the client', async () => {
    const gateway = await startTestGateway();
    const headers = { Connection: 'close', Upgrade: 'x', 'Content-Type': 'text/plain', 'X-Count': 7 };
    const response = await gateway.post('stream', { parts: ['one'], metadata: { headers } });
    expect(await response.text()).toBe('one');
    expect(response.headers.get('upgrade')).toBeNull();
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(response.headers.get('x-count')).toBe('7');
  });

  test.each([
    ['a length, which is kept', { 'Content-Length': '3' }, '3', null],
    ['none, and is chunked', {}, null, 'chunked'],
    ['a length and chunks, and is chunked: that is what HTTP says of both', both, null, 'chunked'],
  ])('is sent with %s', async (_name, headers, length, encoding) => {
    const gateway = await startTestGateway();
    const response = await open(gateway, { parts: ['one'], metadata: { headers } });
    expect(response.headers['content-length'] ?? null).toBe(length);
    expect(response.headers['transfer-encoding'] ?? null).toBe(encoding);
    expect(await readAll(response)).toBe('one');
  });
});

describe('STREAM: what can still be reported by a status', () => {
  test.each([
    ['a throw before the first write', 502, { act: 'throwEarly' }],
    ['no metadata', 500, { act: 'noPrelude' }],
    ['metadata that is not JSON', 500, { act: 'badPrelude' }],
    ['metadata longer than 16 KB', 500, { act: 'longPrelude' }],
    ['end() without a write, which loses the metadata', 500, { act: 'endOnly' }],
    ['a status that is none', 500, { metadata: { statusCode: 99 } }],
    ['a header HTTP does not allow', 500, { metadata: { headers: { 'x-bad': 'a\nb' } } }],
  ])('%s is a %d, and the next request is fine', async (_name, status, body) => {
    const gateway = await startTestGateway();
    const response = await gateway.post('stream', body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message: 'Internal server error' });
    const next = await gateway.post('stream', {});
    expect(await next.text()).toBe('one two three');
  });

  test('a function that does not stream is a 500', async () => {
    const gateway = await startTestGateway({
      api: { methods: [toLambdaMethod('/stream', { functionId: 'buffered' })] },
    });
    expect((await gateway.post('stream', {})).status).toBe(500);
  });

  test.each([
    ['the integration timeout', { api: { methods: [toLambdaMethod('/stream', { timeoutMs: 300 })] } }],
    ['the idle limit', { limits: { idleLimitMs: 300 } }],
  ])('%s before the first byte is a 504', async (_name, changes) => {
    const gateway = await startTestGateway(changes);
    const response = await gateway.post('stream', { act: 'silent', ms: 1000 });
    expect(response.status).toBe(504);
    expect(await response.json()).toEqual({ message: 'Endpoint request timed out' });
  });
});

describe('STREAM: what comes after the headers cuts the connection', () => {
  /** Long enough for a process to start and write its first byte on a busy machine. */
  const limitMs = 5_000;

  test.each([
    ['a throw', { act: 'throwLate' }, {}],
    ['the end of the process', { act: 'exit' }, {}],
    [
      'the integration timeout',
      { act: 'silentAfterStart' },
      { api: { methods: [toLambdaMethod('/stream', { timeoutMs: limitMs })] } },
    ],
    ['the idle limit', { act: 'silentAfterStart' }, { limits: { idleLimitMs: limitMs } }],
    [
      'the function’s timeout',
      { act: 'never' },
      { api: { functions: [toFunction('stream', { timeoutMs: limitMs })] } },
    ],
  ])('%s', async (_name, body, changes) => {
    const gateway = await startTestGateway(changes);
    const response = await gateway.post('stream', body);
    expect(response.status).toBe(200);
    expect(await readCut(response)).toEqual({ text: 'begun', isWhole: false });
    expect(await (await gateway.post('stream', {})).text()).toBe('one two three');
  });

  test('an idle limit is about silence: a longer answer that keeps talking is not cut', async () => {
    const gateway = await startTestGateway({ limits: { idleLimitMs: limitMs } });
    const waitMs = limitMs / 40;
    const startedMs = performance.now();
    const response = await gateway.post('stream', { parts: 'x'.repeat(45).split(''), waitMs });
    expect(await readCut(response)).toEqual({ text: 'x'.repeat(45), isWhole: true });
    expect(performance.now() - startedMs).toBeGreaterThan(limitMs);
  });
});

describe('STREAM: the client', () => {
  test('may leave, and the function does not learn of it: it runs to its end and is billed', async () => {
    const gateway = await startTestGateway();
    const response = await open(gateway, { parts: ['0', '1', '2', '3'], waitMs: 100 });
    response.destroy();
    await expect.poll(() => gateway.lines.join('\n')).toContain('REPORT');
    expect(gateway.lines.join('\n')).toContain('wrote 3');
  });

  test('may leave without making the function wait: a flood is drained and dropped', async () => {
    const unpaced = { freeBytes: Number.POSITIVE_INFINITY, bytesPerSecond: 1 };
    const gateway = await startTestGateway({ lambdaLimits: { streamRate: unpaced }, limits: { streamRate: unpaced } });
    const response = await open(gateway, { act: 'flood', megabytes: 64 });
    response.destroy();
    await expect.poll(() => gateway.lines.join('\n')).toContain('flood ended');
  });

  test('that reads slowly pauses the function, and then gets every byte', async () => {
    const unpaced = { freeBytes: Number.POSITIVE_INFINITY, bytesPerSecond: 1 };
    const gateway = await startTestGateway({ lambdaLimits: { streamRate: unpaced }, limits: { streamRate: unpaced } });
    const response = await open(gateway, { act: 'flood', megabytes: 64 });
    const flooded = (): number => gateway.lines.filter((line) => line.includes('flooded')).length;
    let before = -1;
    // Until the buffers of the operating system are full and nothing moves any more.
    while (flooded() === 0 || flooded() !== before) {
      before = flooded();
      await delay(300);
    }
    expect(flooded()).toBeLessThan(64);
    let bytes = 0;
    for await (const chunk of response) bytes += chunk.length;
    expect(bytes).toBe(64 * 1024 * 1024);
  });
});

describe('STREAM: the rates', () => {
  const MiB = 1024 * 1024;

  async function measure(gateway: TestGateway, megabytes: number): Promise<number> {
    const startedMs = performance.now();
    const body = await (await gateway.post('stream', { act: 'flood', megabytes })).arrayBuffer();
    expect(body.byteLength).toBe(megabytes * MiB);
    return performance.now() - startedMs;
  }

  /** The fastest of three: other load on the machine only adds to a time. */
  async function measureBest(gateway: TestGateway, megabytes: number): Promise<number> {
    const times: number[] = [];
    for (let time = 0; time < 3; time += 1) times.push(await measure(gateway, megabytes));
    return Math.min(...times);
  }

  test.each(['lambdaLimits', 'limits'] as const)(
    '%s: the free bytes come at once, the rest in its own time',
    async (where) => {
      const unpaced = await startTestGateway();
      const paced = await startTestGateway({ [where]: { streamRate: { freeBytes: MiB, bytesPerSecond: 2 * MiB } } });
      await Promise.all([measure(unpaced, 1), measure(paced, 1)]);
      const pacedMs = await measure(paced, 3);
      expect(pacedMs).toBeGreaterThan(3 * (await measureBest(unpaced, 3)));
      expect(pacedMs).toBeGreaterThan(3 * (await measureBest(paced, 1)));
    },
  );

  test('an answer over Lambda’s size for a stream is cut', async () => {
    const gateway = await startTestGateway({ lambdaLimits: { maxStreamBytes: 1024 * 1024 } });
    const response = await gateway.post('stream', { act: 'flood', megabytes: 2 });
    expect(await readCut(response)).toMatchObject({ isWhole: false });
  });
});
