import { Readable, Writable } from 'node:stream';
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { Config } from '../config.ts';
import { handle } from '../handle.ts';
import type { ProxyEvent } from '../http/receive.ts';
import type { RequestRecord } from '../observe/request-record.ts';
import { madeUpAnswer } from './made-up-answer.ts';

/**
 * One made-up request goes the way of every request, through the client, its signing and its parser, to a made-up answer.
 * Nothing leaves the process, and nothing is reported.
 *
 * @param address is told where the client would have sent the request
 * @param limitMs when it is given up, as an answer without an end would be: the credentials' chain may wait for somebody
 * @returns what would have been reported
 */
export async function rehearse(
  client: BedrockRuntimeClient,
  config: Config,
  address: (request: HttpRequest) => void,
  limitMs: number,
): Promise<RequestRecord> {
  const name = 'rehearsal';
  client.middlewareStack.add(
    () =>
      async ({ request }) => {
        if (HttpRequest.isInstance(request)) address(request);
        return { response: new HttpResponse({ statusCode: 200, body: Readable.from([madeUpAnswer()]) }) };
      },
    { name, step: 'deserialize', priority: 'low' },
  );
  const lambda = { awsRequestId: name, getRemainingTimeInMillis: () => limitMs };
  const { promise, resolve } = Promise.withResolvers<RequestRecord>();
  try {
    // Without a margin: nobody has to be told of its end.
    const environment = {
      client,
      config: { ...config, marginMs: 0 },
      report: async (record: RequestRecord) => resolve(record),
    };
    await handle(madeUpRequest(), nowhere(), lambda, environment);
    return await promise;
  } finally {
    client.middlewareStack.remove(name);
  }
}

function madeUpRequest(): ProxyEvent {
  return {
    httpMethod: 'POST',
    resource: '/chat',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    multiValueQueryStringParameters: null,
    pathParameters: null,
    body: JSON.stringify({ message: 'Hi' }),
    isBase64Encoded: false,
    requestContext: { requestId: '', extendedRequestId: '', requestTimeEpoch: Date.now() },
  };
}

/** Takes what is written, and has what the runtime's own stream has beyond Node's. */
function nowhere(): awslambda.ResponseStream {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  return Object.assign(stream, { setContentType: () => undefined });
}
