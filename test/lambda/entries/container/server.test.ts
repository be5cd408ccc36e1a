import { once } from 'node:events';
import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { waysIn } from '../../../../lambda/access/way-in.ts';
import type { Question, Source } from '../../../../lambda/source.ts';
import { endpointIdleSeconds } from '../../../../lib/settings/rows/time.ts';
import { handedTo, startContainer } from '../../../fixtures/container/container.ts';
import { startForeignIssuer } from '../../../fixtures/foreign-issuer.ts';
import { delta, said, script, start, stop } from '../../../fixtures/handling/ask-source.ts';

type Started = Awaited<ReturnType<typeof startContainer>>;
const running: Started[] = [];

async function open(...asked: Parameters<typeof startContainer>): Promise<Started> {
  const container = await startContainer(...asked);
  running.push(container);
  return container;
}

afterEach(async () => {
  for (const { server } of running.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const sse = { accept: 'text/event-stream' };
const traced = '1-67890abc-0123456789abcdef01234567';
const block = { type: 'block-start', index: 0, block: { kind: 'text' } } as const;
/** Says a word, and another one when it is let. */
const waiting = (gate: Promise<unknown>): Source =>
  async function* ({ signal }) {
    yield* [start, block, delta('Hel')];
    const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
    await Promise.race([gate, aborted]);
    if (!signal.aborted) yield* [delta('lo'), stop];
  };

test('answers with the same bytes and headers as in Lambda', async () => {
  const { ask, records } = await open();
  const { status, headers, text: answered } = await ask({ ...handedTo('key'), accept: 'text/plain' });
  expect([status, answered]).toEqual([200, 'Hello']);
  expect(headers).toMatchObject({ 'x-request-id': 'request-1', 'content-type': 'text/plain; charset=utf-8' });
  expect(records).toMatchObject([{ caller: 'key-1', plan: 'team', extendedRequestId: 'extended-1', route: '/chat' }]);
});

describe('who asks is what API Gateway wrote', () => {
  test.each(waysIn.filter((wayIn) => wayIn !== 'cognito'))('access %s', async (wayIn) => {
    const { ask, records, errors } = await open({ wayIn });
    expect((await ask()).status).toBe(200);
    expect(errors).toEqual([]);
    expect(records).toMatchObject([{ plan: wayIn === 'key' || wayIn === 'oidc' ? 'team' : 'standard' }]);
  });

  test.each(waysIn.flatMap((wayIn) => Object.keys(handedTo(wayIn)).map((name) => [wayIn, name] as const)))(
    'access %s: no answer where %s is missing, empty or there twice',
    async (wayIn, name) => {
      const asked: Question[] = [];
      const { ask } = await open({
        wayIn,
        users: { issuer: 'http://127.0.0.1:1' },
        source: (question) => (asked.push(question), script(said)(question)),
      });
      const good = handedTo(wayIn);
      const { [name]: value = '', ...without } = good;
      for (const headers of [without, { ...good, [name]: '' }, { ...without, [name]: [value, 'mallory'] }]) {
        const how = await ask(headers).then(
          ({ status }) => status,
          () => 'cut',
        );
        expect(how).toBe(name === 'x-rivulet-origin' ? 403 : 'cut');
      }
      expect(asked).toEqual([]);
    },
  );

  test('nothing of it, and no credential, goes on to a protocol as a header of the client’s', async () => {
    const { ask, records } = await open();
    await ask({ ...handedTo('key'), 'X-Rivulet-Admin': '1', authorization: 'Bearer secret', cookie: 'a=b' });
    expect(JSON.stringify(records)).not.toMatch(/secret|Admin|known-to/);
  });
});

describe('who is in a group', () => {
  test('is what the token says, checked once more, of the person whom API Gateway let in', async () => {
    const issuer = await startForeignIssuer();
    const { ask, records, errors } = await open({ wayIn: 'cognito', users: { issuer: issuer.issuer } });
    const askWith = async (claims: Record<string, unknown>, more: object = {}) => {
      const authorization = `Bearer ${await issuer.forge(claims)}`;
      return ask({ ...handedTo('cognito'), authorization, ...more }).then(
        ({ status }) => status,
        () => 'cut',
      );
    };
    try {
      expect(await askWith({ sub: 'alice', 'cognito:groups': ['team'] })).toBe(200);
      expect(await askWith({ sub: 'alice' })).toBe(200);
      expect(await askWith({ sub: 'mallory', 'cognito:groups': ['team'] })).toBe(401);
      expect(await askWith({ sub: 'alice' }, { authorization: 'Bearer e30.e30.e30' })).toBe(401);
      expect(errors, 'whoever signs in can cause no error of ours').toEqual([]);
    } finally {
      issuer.close();
    }
    expect(records.map(({ plan, status }) => [plan, status])).toEqual([
      ['team', 200],
      ['standard', 200],
      ['standard', 401],
      ['standard', 401],
    ]);
  });
});

test.each([
  ['nothing', undefined],
  ['another secret', 'guessed'],
  ['the secret and another one', [`known-to-the-integration-alone`, 'guessed']],
])('who comes by another way, with %s, is nobody', async (_what, secret) => {
  const { ask } = await open();
  const { 'x-rivulet-origin': _own, ...headers } = handedTo('key');
  const answered = await ask({ ...headers, ...(secret !== undefined && { 'x-rivulet-origin': secret }) });
  expect([answered.status, answered.text]).toEqual([403, '']);
});

test('more bytes than all requests may hold at once are refused in the client’s protocol, and logged', async () => {
  const gate = Promise.withResolvers<void>();
  const { ask, send, records } = await open({ mostBodyBytes: 100, source: waiting(gate.promise) });
  const body = JSON.stringify({ message: 'a'.repeat(50) });
  const first = await send({ ...handedTo('key'), ...sse }, '/chat', body);
  const refused = await ask(handedTo('key'), '/chat', body);
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
  expect(JSON.parse(refused.text)).toMatchObject({ error: { kind: 'overloaded' } });
  const small = await send({ ...handedTo('key'), ...sse }, '/chat', '{"message":"small"}');
  expect(small.statusCode, 'what fits is taken').toBe(200);
  gate.resolve();
  for (const response of [first, small]) expect(await text(response)).toContain('event: done');
  expect((await ask(handedTo('key'), '/chat', body)).status, 'what is over holds nothing').toBe(200);
  expect(records.map(({ endReason }) => endReason)).toContain('overloaded');
});

test('one answer too many is refused in the client’s protocol before anything is asked, and the next is taken', async () => {
  const gate = Promise.withResolvers<void>();
  const asked: Question[] = [];
  const source: Source = (question) => (asked.push(question), waiting(gate.promise)(question));
  const { ask, send } = await open({ mostStreams: 2, source });
  const first = await Promise.all([send({ ...handedTo('key'), ...sse }), send({ ...handedTo('key'), ...sse })]);
  const body = JSON.stringify({ model: 'haiku', messages: [{ role: 'user', content: 'Hi' }] });
  const route = { 'x-rivulet-route': '/v1/chat/completions' };
  const refused = await ask({ ...handedTo('key'), ...route }, '/v1/chat/completions', body);
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
  expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 'overloaded' } });
  const texts = JSON.stringify({ model: 'vectors', input: 'Hi' });
  const ofTexts = { ...handedTo('key'), 'x-rivulet-route': '/v1/embeddings' };
  expect((await ask(ofTexts, '/v1/embeddings', texts)).status, 'vectors as words').toBe(503);
  expect(asked).toHaveLength(2);
  gate.resolve();
  for (const response of first) expect(await text(response)).toContain('event: done');
  expect((await ask()).status).toBe(200);
});

test('a client that leaves stops the model within a second, before the first word and after it', async () => {
  for (const source of [waiting(new Promise(() => undefined)), script([60_000, ...said])]) {
    let signal: AbortSignal | undefined;
    const { port, records } = await open({ source: (question) => ((signal = question.signal), source(question)) });
    const headers = Object.entries(handedTo('key')).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /chat HTTP/1.1\r\nhost: a\r\naccept: text/plain\r\ncontent-length: 16\r\n${headers.join('')}\r\n{"message":"Hi"}`,
    );
    await vi.waitFor(() => expect(signal).toBeDefined());
    await sleep(50);
    expect(signal?.aborted).toBe(false);
    socket.destroy();
    await vi.waitFor(() => expect(records).toMatchObject([{ endReason: 'cancelled' }]), 1_000);
    expect(signal?.aborted).toBe(true);
  }
});

test.each([
  ['API Gateway’s', `Root=${traced}`, traced],
  ['the load balancer’s with it', `Self=1-67890abd-ffffffffffffffffffffffff;Root=${traced};Sampled=1`, traced],
  ['a client’s own text', 'Root=forged', undefined],
  ['none', undefined, undefined],
])('X-Ray’s id of a request is taken from its header: %s', async (_whose, sent, traceId) => {
  const { ask, records } = await open();
  await ask({ ...handedTo('key'), ...(sent !== undefined && { 'x-amzn-trace-id': sent }) });
  expect(records.map((record) => record.traceId)).toEqual([traceId]);
});

test('a client that leaves while it sends is no error of ours', async () => {
  const { port, errors, records } = await open();
  const headers = Object.entries(handedTo('key')).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(port, '127.0.0.1');
  socket.write(`POST /chat HTTP/1.1\r\nhost: a\r\ncontent-length: 16\r\n${headers.join('')}\r\n{"mess`);
  await sleep(50);
  socket.destroy();
  await sleep(100);
  expect([errors, records]).toEqual([[], []]);
});

test('people who sign in need a user pool to read their groups from', async () => {
  await expect(open({ wayIn: 'cognito' })).rejects.toThrow('RIVULET_USERS_ISSUER is missing: deploy the stack again');
});

describe('a process that is told to stop', () => {
  test('does not wait for connections that are kept alive', async () => {
    const gate = Promise.withResolvers<void>();
    const { port, stop: stopServer } = await open({ source: waiting(gate.promise) });
    const headers = Object.entries({ ...handedTo('key'), ...sse }).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /chat HTTP/1.1\r\nhost: a\r\ncontent-length: 16\r\n${headers.join('')}\r\n{"message":"Hi"}`);
    await once(socket, 'data');
    let isStopped = false;
    const stopped = stopServer(60_000).then(() => (isStopped = true));
    gate.resolve();
    await vi.waitFor(() => expect(isStopped).toBe(true), 5_000);
    await stopped;
  });

  test('takes nothing new, and lets running answers end by themselves', async () => {
    const gate = Promise.withResolvers<void>();
    const { send, stop: stopServer, port } = await open({ source: waiting(gate.promise) });
    const response = await send({ ...handedTo('key'), ...sse });
    const stopped = stopServer(60_000);
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
    gate.resolve();
    expect(await text(response)).toContain('event: done');
    await stopped;
  });

  test('lets no answer begin after the grace: what was still being sent is told why', async () => {
    const { port, stop: stopServer } = await open({ source: waiting(new Promise(() => undefined)) });
    const headers = Object.entries(handedTo('key')).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /chat HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 16\r\n${headers.join('')}\r\n{"message":`,
    );
    await sleep(50);
    const stopped = stopServer(50);
    await sleep(150);
    socket.write('"Hi"}');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 502 [^]*"kind":"interrupted"/);
    await stopped;
  });

  test('waits until what has ended is settled and in the log', async () => {
    const { ask, stop: stopServer, records } = await open({ reportMs: 300 });
    await ask();
    expect(records).toEqual([]);
    await stopServer(60_000);
    expect(records).toHaveLength(1);
  });

  test('ends what runs for too long with a failure that the client is told', async () => {
    const { send, stop: stopServer, records } = await open({ source: waiting(new Promise(() => undefined)) });
    const response = await send({ ...handedTo('key'), ...sse });
    const stopped = stopServer(50);
    expect(await text(response)).toMatch(/event: error\ndata: .*"kind":"interrupted"/);
    await stopped;
    expect(records).toMatchObject([{ endReason: 'interrupted' }]);
  });
});

test('a healthy process says so without a secret, and nothing else', async () => {
  const { port } = await open();
  const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  expect([await statusOf('/health'), await statusOf('/chat'), await statusOf('/health/')]).toEqual([200, 403, 403]);
});

test('a kept connection stays open for longer than the load balancer keeps it: it must not send a request into one that closes', async () => {
  const { port } = await open();
  const kept = new Agent({ keepAlive: true });
  const asked = httpRequest({ port, host: '127.0.0.1', path: '/health', agent: kept }).end();
  const [response]: IncomingMessage[] = await once(asked, 'response');
  response?.resume();
  const [, seconds] = /timeout=(\d+)/.exec(String(response?.headers['keep-alive'])) ?? [];
  // lib/backend/container/front.ts
  expect(Number(seconds)).toBeGreaterThan(endpointIdleSeconds.regional + 60);
  kept.destroy();
});

test('500 answers at once end as they should', async () => {
  const gate = Promise.withResolvers<void>();
  const { send, records } = await open({ source: waiting(gate.promise) });
  const responses = await Promise.all(Array.from({ length: 500 }, () => send({ ...handedTo('key'), ...sse })));
  gate.resolve();
  const texts = await Promise.all(responses.map((response) => text(response)));
  expect(texts.filter((answered) => answered.includes('event: done'))).toHaveLength(500);
  expect(new Set(records.map(({ endReason }) => endReason))).toEqual(new Set(['end_turn']));
});
