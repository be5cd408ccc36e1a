import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  BedrockAgentCoreClient,
  InvokeAgentRuntimeCommand,
  StopRuntimeSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../../../local/listen-on-loopback.ts';
import { startFront } from '../../../../local/services/agentcore/front.ts';
import { toEndpoint } from '../../../../local/services/agentcore/route.ts';
import { localCredentials } from '../../../../local/sigv4/signature.ts';

const arn = 'arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/research-AbCdEf1234';
const session = 's'.repeat(36);

/** An app that answers as it is told to, a front before it, and the SDK's own client. */
async function start(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  client: object = {},
  isSigned = true,
) {
  const app = createServer(answer);
  const port = await listenOnLoopback(app, 0);
  const front = await startFront({ apps: new Map([[toEndpoint(arn), new URL(`http://127.0.0.1:${port}`)]]), isSigned });
  const sdk = new BedrockAgentCoreClient({
    endpoint: front.url,
    region: 'us-east-1',
    credentials: localCredentials,
    maxAttempts: 1,
    ...client,
  });
  onTestFinished(async () => {
    sdk.destroy();
    app.closeAllConnections();
    app.close();
    await front.close();
  });
  const invoke = (given: object = {}, signal?: AbortSignal) =>
    sdk.send(
      new InvokeAgentRuntimeCommand({
        agentRuntimeArn: arn,
        runtimeSessionId: session,
        payload: Buffer.from('{"prompt":"Hi"}'),
        contentType: 'application/json',
        accept: 'text/event-stream',
        ...given,
      }),
      signal ? { abortSignal: signal } : {},
    );
  const stop = (given: object = {}) =>
    sdk.send(new StopRuntimeSessionCommand({ agentRuntimeArn: arn, runtimeSessionId: session, ...given }));
  return { front, invoke, stop };
}

const says = (words: string) => (_request: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: ${words}\n\n`);
};

test('the SDK’s own client asks the app, in its session, and reads its stream as it comes', async () => {
  const seen: { headers: object; body: string }[] = [];
  const { invoke } = await start((request, response) => {
    void text(request).then((body) => {
      seen.push({ headers: request.headers, body });
      says('Hi')(request, response);
    });
  });
  const answer = await invoke();
  expect(answer.contentType).toBe('text/event-stream');
  expect(await answer.response?.transformToString()).toBe('data: Hi\n\n');
  expect(seen).toEqual([
    {
      body: '{"prompt":"Hi"}',
      headers: expect.objectContaining({
        accept: 'text/event-stream',
        'content-type': 'application/json',
        'x-amzn-bedrock-agentcore-runtime-session-id': session,
      }),
    },
  ]);
});

test('a client that leaves does not stop the agent; the session’s end does', async () => {
  const closed = Promise.withResolvers<boolean>();
  const began = Promise.withResolvers<undefined>();
  let isLeft = false;
  const { invoke, stop } = await start((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: Hi\n\n');
    response.once('close', () => closed.resolve(isLeft));
    began.resolve(undefined);
  });
  const leaving = new AbortController();
  const answer = await invoke({}, leaving.signal);
  await began.promise;
  leaving.abort();
  await expect(answer.response?.transformToString()).rejects.toThrow();
  isLeft = true;
  await stop();
  expect(await closed.promise, 'it was still running when the session was stopped').toBe(true);
});

test('an agent whose client has left writes all it has to say, to nobody', async () => {
  const megabytes = 20;
  const wrote = Promise.withResolvers<number>();
  const { invoke } = await start((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    void (async () => {
      for (let count = 1; count <= megabytes; count += 1) {
        if (!response.write('x'.repeat(1_000_000))) await once(response, 'drain');
      }
      response.end();
      wrote.resolve(megabytes);
    })();
  });
  const leaving = new AbortController();
  await invoke({}, leaving.signal);
  leaving.abort();
  expect(await wrote.promise).toBe(megabytes);
});

test('an answer without a content type is passed on as it is', async () => {
  const { invoke } = await start((_request, response) => void response.end('Hi'));
  const answer = await invoke();
  expect([answer.contentType, await answer.response?.transformToString()]).toEqual([undefined, 'Hi']);
});

test('another endpoint of the runtime is another app', async () => {
  const { invoke } = await start(says('Hi'));
  expect((await invoke({ qualifier: 'DEFAULT' })).statusCode).toBe(200);
  await expect(invoke({ qualifier: 'prod' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a session that was stopped is gone, and one that never was, too', async () => {
  const { invoke, stop } = await start(says('Hi'));
  await expect(stop()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await (await invoke()).response?.transformToString();
  expect(await stop()).toMatchObject({ runtimeSessionId: session, statusCode: 200 });
  await expect(stop()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test.each([400, 404, 406, 500, 503])('an app’s own %i is the runtime’s error, without its words', async (status) => {
  const { invoke } = await start((_request, response) => void response.writeHead(status).end('secret-7'));
  const error = await invoke().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'RuntimeClientError', $metadata: { httpStatusCode: 424 } });
  expect(String(error)).toContain(`(${status})`);
  expect(JSON.stringify(error)).not.toContain('secret-7');
});

test('an app that can’t be reached, and one that breaks off, are no whole answers', async () => {
  const { invoke } = await start((request, response) => {
    if (request.headers.accept === 'application/json') response.destroy();
    else {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: Hi\n\n');
      setTimeout(() => response.destroy(), 20);
    }
  });
  await expect(invoke({ accept: 'application/json' })).rejects.toMatchObject({ name: 'RuntimeClientError' });
  await expect((await invoke()).response?.transformToString()).rejects.toThrow();
});

test.each<[what: string, given: object, client: object, name: string]>([
  [
    'an ARN that is none of its own',
    { agentRuntimeArn: arn.replace('research', 'other') },
    {},
    'ResourceNotFoundException',
  ],
  ['a session’s id that is too short', { runtimeSessionId: 'short' }, {}, 'ValidationException'],
  [
    'other credentials',
    {},
    { credentials: { accessKeyId: 'AKIDOTHER', secretAccessKey: 'x' } },
    'UnrecognizedClientException',
  ],
  ['a signature for another region', {}, { region: 'eu-central-1' }, 'InvalidSignatureException'],
])('%s is refused', async (_what, given, client, name) => {
  const { invoke } = await start(says('Hi'), client);
  await expect(invoke(given)).rejects.toMatchObject({ name });
});

test('web pages and other operations are refused', async () => {
  const { front } = await start(says('Hi'), {}, false);
  const url = `${front.url}/runtimes/${encodeURIComponent(arn)}/invocations`;
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(path, { method: 'POST', headers, body: '{}' })).headers.get('x-amzn-errortype');
  expect(await ask(url, { origin: 'https://example.com' })).toBe('AccessDeniedException');
  expect(await ask(`${front.url}/harnesses/invoke?harnessArn=a`)).toBe('UnknownOperationException');
  expect(await ask(`${front.url}/runtimes/%E0%A4/invocations`)).toBe('ResourceNotFoundException');
});
