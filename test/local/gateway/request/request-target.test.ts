import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startTestGateway, toLambdaMethod, type TestGateway } from '../local-gateway.ts';

interface EchoedEvent {
  readonly path: string;
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
  readonly requestContext: { readonly path: string; readonly domainName: string };
}

/** Sends a request exactly as written here: fetch would correct it first. */
async function send(gateway: TestGateway, target: string, host: string): Promise<string> {
  const { port } = new URL(gateway.url);
  const socket = connect(Number(port), '127.0.0.1');
  const body = '{"act":"echo"}';
  socket.write(
    [`POST ${target} HTTP/1.1`, `Host: ${host}`, 'Connection: close', `Content-Length: ${body.length}`, '', body].join(
      '\r\n',
    ),
  );
  return text(socket);
}

const buffered = { functionId: 'buffered', transferMode: 'BUFFERED' } as const;
const start = () =>
  startTestGateway({ api: { methods: [toLambdaMethod('/x', buffered), toLambdaMethod('/{proxy+}', buffered)] } });

async function readEvent(answer: string): Promise<EchoedEvent> {
  const event: EchoedEvent = JSON.parse(answer.split('\r\n\r\n').at(-1) ?? '');
  return event;
}

test.each([
  ['only a path', '/dev/x?a=1', 'api.example:3000', 'api.example:3000'],
  ['a whole URL, whose host counts', 'http://one.example/dev/x?a=1', 'two.example', 'one.example'],
  ['a Host header with a path in it', '/dev/x?a=1', 'api.example/prod', 'api.example'],
  ['a Host header with a query in it', '/dev/x?a=1', 'api.example?b=2', 'api.example'],
  ['a Host header that is no host', '/dev/x?a=1', ':::', ''],
])('a request with %s goes where its target says', async (_name, target, host, domainName) => {
  const event = await readEvent(await send(await start(), target, host));
  expect(event).toMatchObject({
    path: '/x',
    queryStringParameters: { a: '1' },
    requestContext: { path: '/dev/x', domainName },
  });
});

test('two slashes at the start of a path are not a host', async () => {
  expect(await send(await start(), '//dev/x', 'api.example')).toMatch(/^HTTP\/1\.1 403 /);
});

test.each(['*', 'nonsense', 'mailto:a@b'])('%s is not a path of the API', async (target) => {
  const answer = await send(await start(), target, 'api.example');
  expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
});
