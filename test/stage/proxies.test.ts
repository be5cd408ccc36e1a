import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import type { StageOptions } from '../../local/stage.ts';
import { startTestStage } from '../fixtures/test-stage.ts';
import { tokenOf } from '../fixtures/token-of.ts';

const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:agent';

interface Asking extends Pick<RequestInit, 'method' | 'body'> {
  readonly headers?: Readonly<Record<string, string>>;
}

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A backend of somebody's own, and a stage with a proxy to it. */
async function open(
  listener: RequestListener,
  settings: Record<string, unknown> = {},
  options: Partial<StageOptions> = {},
  toProxies: (url: string) => object = (url) => ({ '/python': `${url}/stream` }),
) {
  const backend = createServer(listener);
  const url = `http://127.0.0.1:${await listenOnLoopback(backend, 0)}`;
  const proxies = new Map([['/strands', url]]);
  const stage = await startTestStage({ proxies: toProxies(url), ...settings }, { proxies, ...options });
  onTestFinished(async () => {
    await stage.close();
    backend.closeAllConnections();
    backend.close();
  });
  const key = { 'x-api-key': stage.apiKey ?? '' };
  const ask = (path: string, { headers = {}, ...init }: Asking = {}) =>
    fetch(`${stage.url}${path}`, { ...init, headers: { ...key, ...headers } });
  return { stage, backend, ask };
}

/** Answers with what it was asked. */
const echo: RequestListener = (request, response) => {
  void text(request).then((body) => {
    const { method = '', url = '', headers } = request;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method, url, headers, body } satisfies Seen));
  });
};

const seenBy = async (asked: Promise<Response>): Promise<Seen> => JSON.parse(await (await asked).text());

describe('a backend at a URL', () => {
  test('is asked at its path and below, with any method, the query and the body', async () => {
    const { ask } = await open(echo);
    expect(await seenBy(ask('python?x=1&x=2', { method: 'POST', body: '{"a":1}' }))).toMatchObject({
      method: 'POST',
      url: '/stream?x=1&x=2',
      body: '{"a":1}',
    });
    expect(await seenBy(ask('python/v1/runs/a%20b'))).toMatchObject({ method: 'GET', url: '/stream/v1/runs/a%20b' });
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await seenBy(ask('python/thing', { method }))).method).toBe(method);
    expect((await ask('python', { method: 'HEAD' })).status).toBe(200);
  });

  test('gets no credential of the client’s, and is told who asks, whatever the client says', async () => {
    const { ask, stage } = await open(echo, { plans: { standard: {}, team: {} } });
    const headers = { authorization: 'Bearer mine', cookie: 'a=b', 'X-Rivulet-Caller': 'mallory', 'x-own': 'passed' };
    const seen = await seenBy(ask('python', { headers }));
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`mine|a=b|mallory|${stage.apiKey}`));
    expect(seen.headers).toMatchObject({
      authorization: '-',
      'x-api-key': '-',
      cookie: '-',
      'x-own': 'passed',
      'x-rivulet-caller': stage.api.plans[0]?.keys[0]?.id,
      'x-rivulet-plan': '-',
      'x-rivulet-request-id': expect.stringMatching(/^[\w-]{36}$/),
    });
  });

  test('has the credential that the settings name, and without its value the stage does not start', async () => {
    const toProxies = (url: string) => ({ '/python': { to: url, credential: { secret: 'agents/python' } } });
    const secrets = new Map([['agents/python', 'Bearer for-the-backend']]);
    const { ask } = await open(echo, {}, { secrets }, toProxies);
    expect((await seenBy(ask('python'))).headers.authorization).toBe('Bearer for-the-backend');
    await expect(open(echo, {}, {}, toProxies)).rejects.toThrow('npm start -- --secret agents/python=VALUE');
  });

  test('is told a person by the id that Cognito has', async () => {
    const { stage } = await open(echo, { access: 'cognito' });
    const authorization = `Bearer ${await tokenOf(stage.url, 'alice')}`;
    const seen = await seenBy(fetch(`${stage.url}python`, { headers: { authorization } }));
    expect(seen.headers).toMatchObject({ authorization: '-', 'x-rivulet-plan': '-' });
    expect(seen.headers['x-rivulet-caller']).toMatch(/^[\w-]{3,}$/);
  });

  test('streams: each piece reaches the client before the next is sent', async () => {
    const responses: ServerResponse[] = [];
    const { ask } = await open((_request, response) => {
      responses.push(response.writeHead(201, { 'content-type': 'text/event-stream', 'x-own': 'yes' }));
      response.flushHeaders();
    });
    const answered = await ask('python', { method: 'POST' });
    expect([answered.status, answered.headers.get('x-own')]).toEqual([201, 'yes']);
    const reader = answered.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (const piece of ['data: one\n\n', 'data: two\n\n']) {
      responses[0]?.write(piece);
      expect(await reader.read()).toEqual({ done: false, value: piece });
    }
    responses[0]?.end();
    expect(await reader.read()).toMatchObject({ done: true });
  });

  test('may not be asked without a key, and a browser may ask before', async () => {
    const { stage } = await open(echo);
    expect((await fetch(`${stage.url}python`)).status).toBe(401);
    const preflight = await fetch(`${stage.url}python/x`, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, HEAD, POST, PUT, PATCH, DELETE',
    ]);
  });
});

describe('a backend that breaks off is passed on as that, never as an end', () => {
  test.each<[string, RequestListener, number]>([
    ['before its headers', (request) => request.socket.resetAndDestroy(), 502],
    ['before its headers, without a word', (request) => request.socket.destroy(), 502],
  ])('%s', async (_when, listener, status) => {
    const { ask } = await open(listener);
    const answered = await ask('python');
    expect([answered.status, JSON.parse(await answered.text()).error.kind]).toEqual([status, 'internal']);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['a cut', ({ socket }) => socket?.destroy()],
    ['a reset', ({ socket }) => socket?.resetAndDestroy()],
  ])('in its middle, by %s', async (_how, breakOff) => {
    const { ask } = await open((_request, response) => {
      response.write('half', () => setTimeout(breakOff, 50, response));
    });
    await expect((await ask('python')).text()).rejects.toThrow();
  });

  test('by silence: for longer than its seconds', async () => {
    const { ask } = await open(
      (_request, response) => void response.write('half'),
      {},
      {},
      (url) => ({ '/python': { to: url, seconds: 0.3 } }),
    );
    await expect((await ask('python')).text()).rejects.toThrow();
  });
});

describe('a function that somebody has', () => {
  const toProxies = () => ({ '/strands': functionArn });

  test('is here what --proxy says, asked as the Lambda Web Adapter asks', async () => {
    const { ask } = await open(echo, {}, {}, toProxies);
    expect(await seenBy(ask('strands/invoke?x=1', { method: 'POST', body: 'hi' }))).toMatchObject({
      method: 'POST',
      url: '/strands/invoke?x=1',
      body: 'hi',
    });
  });

  test('without that the stage does not start, and says what to say', async () => {
    await expect(open(echo, {}, { proxies: new Map() }, toProxies)).rejects.toThrow(
      '--proxy /strands=http://127.0.0.1:8080',
    );
  });
});
