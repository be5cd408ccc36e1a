import { Readable, Writable } from 'node:stream';
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { anyone } from '../access/caller.ts';
import { bedrockSources } from '../bedrock/source.ts';
import type { Config } from '../config.ts';
import { handle } from '../handle.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Sink } from '../http/sink.ts';
import type { RequestRecord } from '../observe/request-record.ts';
import { wrap } from '../source.ts';
import { limits } from '../time/limits.ts';
import { madeUpAnswer } from './made-up-answer.ts';

/**
 * One made-up request goes the way of every request, through the client, its signing and its parser, to a made-up answer.
 * Nothing leaves the process, nothing is reported, and no wrapper of a feature hears of it.
 *
 * @param address is called with the address to which the client would have sent the request
 * @param limitMs after how long it is given up: the chain of credential providers may wait for a person
 * @returns what would have been reported
 */
export async function warmUp(
  client: BedrockRuntimeClient,
  config: Config,
  address: (request: HttpRequest) => void,
  limitMs: number,
): Promise<RequestRecord> {
  const name = 'warm-up';
  client.middlewareStack.add(
    () =>
      async ({ request }) => {
        if (HttpRequest.isInstance(request)) address(request);
        return { response: new HttpResponse({ statusCode: 200, body: Readable.from([madeUpAnswer()]) }) };
      },
    { name, step: 'deserialize', priority: 'low' },
  );
  const { promise, resolve } = Promise.withResolvers<RequestRecord>();
  try {
    const { converse, 'count-tokens': count } = bedrockSources(client, config);
    const sources = { converse: wrap(converse, [limits(config)]), 'count-tokens': count, embed: converse };
    const report = async (record: RequestRecord) => resolve(record);
    // Without a margin: no client waits for its end.
    await handle(madeUpRequest(limitMs), nowhere, {
      config: { ...config, marginMs: 0 },
      sources,
      features: {},
      report,
    });
    return await promise;
  } finally {
    client.middlewareStack.remove(name);
  }
}

function madeUpRequest(remainingMs: number): Incoming {
  return {
    method: 'POST',
    path: '/chat',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    query: {},
    pathParameters: {},
    body: Buffer.from(JSON.stringify({ message: 'Hi' })),
    caller: anyone,
    requestId: '',
    extendedRequestId: '',
    invocationId: 'warm-up',
    epochMs: Date.now(),
    remainingMs,
  };
}

const nowhere: Sink = { open: () => new Writable({ write: (_chunk, _encoding, done) => done() }) };
