import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import type { Bedrock } from './bedrock-client.ts';
import { regular } from './regular.ts';

/** A function that starts while Bedrock can't be reached starts all the same. */
const limitMs = 1_000;

/**
 * What the first request would pay for, done while the environment starts: one made-up answer goes through the client, its
 * signing and its parser, without leaving the process, and one connection is opened. Best effort: it never throws and costs
 * nothing at Bedrock. Only where the credentials are in the environment, as in Lambda, since asking for them could take a call.
 */
export async function prewarm({ client, agents }: Bedrock, environment: NodeJS.ProcessEnv): Promise<void> {
  if (environment['AWS_ACCESS_KEY_ID'] === undefined) return;
  const signal = AbortSignal.timeout(limitMs);
  const addressed = Promise.withResolvers<HttpRequest>();
  const rehearsed = rehearse(client, signal, addressed.resolve).catch(addressed.reject);
  const connected = addressed.promise.then((request) => connect(request, agents, signal));
  // What failed, the first request will meet again, and say.
  await Promise.allSettled([rehearsed, connected]);
}

/** `address` is told where the client would have sent the request; the connection is made while the answer is read. */
async function rehearse(
  client: Bedrock['client'],
  signal: AbortSignal,
  address: (request: HttpRequest) => void,
): Promise<void> {
  const input = { modelId: 'prewarm', messages: [{ role: 'user' as const, content: [{ text: 'Hi' }] }] };
  const command = new ConverseStreamCommand(input);
  command.middlewareStack.add(
    () =>
      async ({ request }) => {
        if (HttpRequest.isInstance(request)) address(request);
        const headers = { 'content-type': 'application/vnd.amazon.eventstream' };
        return { response: new HttpResponse({ statusCode: 200, headers, body: Readable.from([madeUpAnswer()]) }) };
      },
    { step: 'deserialize', priority: 'low' },
  );
  const { stream } = await client.send(command, { abortSignal: signal });
  const events = stream && regular(stream);
  while ((await events?.next())?.done === false);
}

async function connect(
  { hostname, port, protocol }: HttpRequest,
  agents: Bedrock['agents'],
  signal: AbortSignal,
): Promise<void> {
  const options = { hostname, port, path: '/ping', signal };
  const request =
    protocol === 'http:'
      ? http.get({ ...options, agent: agents.http })
      : https.get({ ...options, agent: agents.https });
  // What comes after the time is up has no other listener, and would end the process.
  request.on('error', () => undefined);
  const [response] = await once(request, 'response', { signal });
  await once(response.resume(), 'end', { signal });
}

/** Each kind of event that an answer of text has, so that each is read once. */
function madeUpAnswer(): Buffer {
  const codec = new EventStreamCodec(toUtf8, fromUtf8);
  const frame = (event: string, data: object) =>
    codec.encode({
      headers: {
        ':event-type': { type: 'string', value: event },
        ':content-type': { type: 'string', value: 'application/json' },
        ':message-type': { type: 'string', value: 'event' },
      },
      body: fromUtf8(JSON.stringify(data)),
    });
  const delta = frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hi' } });
  return Buffer.concat([
    frame('messageStart', { role: 'assistant' }),
    delta,
    delta,
    frame('contentBlockStop', { contentBlockIndex: 0 }),
    frame('messageStop', { stopReason: 'end_turn' }),
    frame('metadata', { usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, metrics: { latencyMs: 1 } }),
  ]);
}
