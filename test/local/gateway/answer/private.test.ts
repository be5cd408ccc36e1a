import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../../../../local/gateway/server.ts';
import type { GatewayLimits } from '../../../../local/gateway/limits.ts';
import { listenOnLoopback } from '../../../../local/listen-on-loopback.ts';
import type { PrivateIntegration } from '../../../../local/template/model.ts';
import { toApi } from '../local-gateway.ts';

const integration: PrivateIntegration = {
  kind: 'private',
  containerId: 'Chat',
  httpMethod: 'POST',
  path: '/things/{id}',
  headers: new Map([
    ['x-secret', "'known'"],
    ['x-request', 'context.requestId'],
    ['x-route', 'context.resourcePath'],
    ['x-nothing', 'context.authorizer.claims.sub'],
  ]),
  pathParameters: new Map([['id', 'method.request.path.id']]),
  transferMode: 'STREAM',
  timeoutMs: 20_000,
};

interface Changes {
  readonly integration?: Partial<PrivateIntegration>;
  readonly limits?: Partial<GatewayLimits>;
  readonly asks?: string;
  /** How long a request is looked at before the backend is asked. */
  readonly admitMs?: number;
}

/** The gateway in front of a server of the test's own. */
async function open(
  listener: RequestListener,
  { integration: changes, limits, asks = 'known', admitMs = 0 }: Changes = {},
) {
  const backend = createServer(listener);
  const port = await listenOnLoopback(backend, 0);
  const lines: string[] = [];
  const method = {
    id: 'Thing',
    httpMethod: 'POST',
    resourcePath: '/things/{id}',
    isKeyRequired: false,
    integration: { ...integration, ...changes },
  };
  const gateway = await startGateway({
    api: toApi({
      methods: [method],
      functions: [],
      accessLogFormat: '$context.integration.status $context.integration.timeToAllHeaders $context.error.responseType',
    }),
    invoke: () => {
      throw new Error('there is no function');
    },
    containers: () => ({
      asks: { header: 'x-secret', values: [asks] },
      url: async () => {
        if (admitMs > 0) await sleep(admitMs);
        return new URL(`http://127.0.0.1:${port}`);
      },
    }),
    port: 0,
    logAccess: (line) => void lines.push(line),
    logError: (line) => void lines.push(line),
    ...(limits && { limits }),
  });
  onTestFinished(() => {
    gateway.close();
    backend.closeAllConnections();
    backend.close();
  });
  const post = (path = 'things/1', headers: Record<string, string> = {}, signal?: AbortSignal) =>
    fetch(`${gateway.url}${path}`, { method: 'POST', body: '{"a":1}', headers, ...(signal && { signal }) });
  return { backend, url: new URL(gateway.url), lines, post };
}

/** Answers with what it was asked. */
const echo: RequestListener = (request, response) => {
  void text(request).then((body) =>
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headersDistinct, body })),
  );
};

describe('a private integration passes on', () => {
  test('method, body, query, and behind the stage the parameters of its path', async () => {
    const { post } = await open(echo);
    const seen = await (await post('things/a%2Fb%20c?x=1&x=2')).json();
    expect(seen).toMatchObject({ method: 'POST', url: '/dev/things/a%2Fb%20c?x=1&x=2', body: '{"a":1}' });
  });

  test('the client’s headers, and over them its own, however the client spells them', async () => {
    const { url } = await open(echo);
    // As no HTTP library would send it.
    const socket = connect(Number(url.port), '127.0.0.1');
    socket.write(
      'POST /dev/things/1 HTTP/1.1\r\nHost: a\r\nX-Own: one\r\nx-own: two\r\nX-SECRET: guessed\r\nx-Secret: again\r\n' +
        'X-Request: mine\r\nX-Nothing: mine\r\nExpect: 100-continue\r\nConnection: close, x-own\r\nContent-Length: 2\r\n\r\n{}',
    );
    const answered = await text(socket);
    const { headers } = JSON.parse(answered.slice(answered.indexOf('{"method"'), answered.lastIndexOf('}') + 1));
    expect(headers).toMatchObject({
      'x-own': ['one', 'two'],
      'x-secret': ['known'],
      'x-route': ['/things/{id}'],
      // The worst that API Gateway could do.
      'x-nothing': ['mine'],
    });
    expect(headers['x-request']).toEqual([expect.stringMatching(/^[\w-]{36}$/)]);
    expect(Object.keys(headers)).not.toContain('expect');
  });

  test('the status and headers at once, and the body piece by piece', async () => {
    const responses: ServerResponse[] = [];
    const { post, lines } = await open((_request, response) => {
      responses.push(response.writeHead(418, { 'x-own': 'yes', 'content-type': 'text/plain' }));
      response.flushHeaders();
    });
    const answered = await post();
    expect([answered.status, answered.headers.get('x-own')]).toEqual([418, 'yes']);
    const reader = answered.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (const piece of ['one', 'two']) {
      responses[0]?.write(piece);
      expect(await reader.read()).toEqual({ done: false, value: piece });
    }
    responses[0]?.end();
    expect(await reader.read()).toMatchObject({ done: true });
    await expect.poll(() => lines).toEqual([expect.stringMatching(/^418 \d+ -$/)]);
  });
});

test('the load balancer passes nothing on without the header that it asks for', async () => {
  let asked = 0;
  const { post } = await open(() => void (asked += 1), { asks: 'another' });
  const { status } = await post();
  expect([status, asked]).toEqual([403, 0]);
});

describe('an answer that breaks off', () => {
  test.each<[string, RequestListener]>([
    ['is reset', (request) => request.socket.resetAndDestroy()],
    ['ends without a word', (request) => request.socket.destroy()],
    ['is no HTTP', (request) => request.socket.end('hello')],
  ])('before its headers, because the connection %s, has a status', async (_what, listener) => {
    const { post, lines } = await open(listener);
    const answered = await post();
    expect([answered.status, answered.headers.get('x-amzn-errortype')]).toEqual([504, 'InternalServerErrorException']);
    await expect.poll(() => lines).toEqual(['- - INTEGRATION_FAILURE']);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['is reset', ({ socket }) => socket?.resetAndDestroy()],
    ['ends', ({ socket }) => socket?.destroy()],
  ])('in its middle, because the connection %s, never looks whole', async (_what, cut) => {
    const { post } = await open((_request, response) => {
      response.write('half', () => setTimeout(cut, 50, response));
    });
    const answered = await post();
    expect(answered.status).toBe(200);
    await expect(answered.text()).rejects.toThrow();
  });

  test('shorter than its length says so, too', async () => {
    const { post } = await open((_request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half', () => response.destroy());
    });
    const answered = await post();
    await expect(answered.text()).rejects.toThrow();
  });

  test('nobody there', async () => {
    const { post, backend } = await open(echo);
    backend.close();
    expect((await post()).status).toBe(504);
  });
});

describe('time', () => {
  test.each([
    ['its timeout', { integration: { timeoutMs: 100 } }],
    ['the silence that is allowed', { limits: { idleLimitMs: 100 } }],
  ] as const)('up with %s, an answer without headers is 504, and one in its middle is cut', async (_what, changes) => {
    const silent = await open(() => undefined, changes);
    expect((await silent.post()).status).toBe(504);
    const halting = await open((_request, response) => void response.write('half'), changes);
    await expect(halting.post().then((response) => response.text())).rejects.toThrow();
  });
});

test('a client that leaves is told to the backend', async () => {
  const leaving = Promise.withResolvers<void>();
  const { post } = await open((_request, response) => {
    response.once('close', () => leaving.resolve());
    response.write('one');
  });
  const left = new AbortController();
  await post('things/1', {}, left.signal);
  left.abort();
  await leaving.promise;
});

test('a client that leaves at any moment ends nothing but its own request', async () => {
  const { post, url, lines } = await open(echo, { admitMs: 3 });
  const leaving = ['end', 'destroy', 'resetAndDestroy'] as const;
  for (let round = 0; round < 60; round += 1) {
    const socket = connect(Number(url.port), '127.0.0.1').on('error', () => undefined);
    socket.write('POST /dev/things/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}');
    await sleep(round % 6);
    socket[leaving[round % leaving.length] ?? 'end']();
  }
  expect((await post()).status).toBe(200);
  expect(lines.filter((line) => line.includes('failed'))).toEqual([]);
});

test('a reader that stops pauses the backend', async () => {
  let sentBytes = 0;
  const piece = Buffer.alloc(64 * 1024);
  const flood = (_request: IncomingMessage, response: ServerResponse): void => {
    const write = (): void => {
      while (!response.destroyed && sentBytes < 256 * 1024 * 1024) {
        sentBytes += piece.length;
        if (!response.write(piece)) return void response.once('drain', write);
      }
    };
    write();
  };
  const rate = { freeBytes: 1e9, bytesPerSecond: 1e9 };
  const { url } = await open(flood, { limits: { streamRate: rate } });
  const socket = connect(Number(url.port), '127.0.0.1');
  socket.write('POST /dev/things/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
  await once(socket, 'readable');
  let before = -1;
  while (before !== sentBytes) {
    before = sentBytes;
    await sleep(500);
  }
  expect(sentBytes).toBeLessThan(64 * 1024 * 1024);
  socket.destroy();
});
