import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bedrockSources } from '../../../../../lambda/bedrock/source.ts';
import { failures } from '../../../../../lambda/chat/failure.ts';
import { answeringWith } from '../../../../../local/services/bedrock/own-model/own-model.ts';
import { type Bedrock, startBedrock } from '../../../../../local/services/bedrock/server.ts';
import { localCredentials } from '../../../../../local/sigv4/signature.ts';
import { type Ending, howItEnded, ways, wordFor } from '../../../../fixtures/endings/how-it-ended.ts';
import { askSource } from '../../../../fixtures/handling/ask-source.ts';
import { testConfig } from '../../../../fixtures/handling/config.ts';
import { counts, type Script, says, startModelServer, stops } from '../../../../fixtures/model-server.ts';

const status = (code: number, message = 'no'): Script => ({ status: code, body: { error: { message } } });

/** What a server does, and how each client knows that the answer ended. */
const cases: readonly (readonly [name: string, script: Script, ends: Ending, when: 'said' | 'at once'])[] = [
  ['it answers', [says('It is'), says(' mild.'), stops('stop'), counts(3, 2), '[DONE]'], 'end_turn', 'said'],
  ['it does not tell its usage', [says('It is mild.'), stops('stop'), '[DONE]'], 'end_turn', 'said'],
  ['it is too long', [says('It is'), stops('length'), counts(3, 2), '[DONE]'], 'max_tokens', 'said'],
  ['it is filtered', [says('It is'), stops('content_filter'), '[DONE]'], 'content_filtered', 'said'],
  ['it is cut', [says('It is'), 'cut'], 'disconnected', 'said'],
  ['it is cut within a character', [says('It is'), 'half'], 'disconnected', 'said'],
  ['it is reset', [says('It is'), 'reset'], 'disconnected', 'said'],
  ['it ends without a reason', [says('It is'), '[DONE]'], 'truncated', 'said'],
  ['it ends without [DONE] or a reason', [says('It is'), 'end'], 'truncated', 'said'],
  ['it stops for no known reason', [says('It is'), stops('abort'), '[DONE]'], 'model-error', 'said'],
  ['it goes on after its end', [says('It is'), stops('stop'), says(' mild.'), '[DONE]'], 'unreadable', 'said'],
  ['it tells an error midway', [says('It is'), { error: { message: 'out of memory' } }, 'end'], 'model-error', 'said'],
  ['it sends no JSON midway', [says('It is'), Buffer.from('data: {{\n\n'), 'end'], 'model-error', 'said'],
  ['it is silent midway', [says('It is'), 'hold'], 'stalled', 'said'],
  ['it tells an error at once', [{ error: { message: 'out of memory' } }, 'end'], 'model-error', 'at once'],
  ['it is cut at once', ['cut'], 'disconnected', 'at once'],
  ['it is silent at once', ['hold'], 'stalled', 'at once'],
  ['it says nothing', ['end'], 'truncated', 'at once'],
  ['it refuses the input', status(400), 'model-refused', 'at once'],
  ['it wants a key', status(401), 'access-denied', 'at once'],
  ['it does not have the model', status(404), 'unknown-model', 'at once'],
  ['its rate is limited', status(429), 'throttled', 'at once'],
  ['it is broken', status(500), 'model-error', 'at once'],
  ['it is overloaded', status(503), 'overloaded', 'at once'],
  ['it is still loading', status(503, 'Loading model'), 'overloaded', 'at once'],
];

let script: Script = [];
let server: Awaited<ReturnType<typeof startModelServer>>;
let bedrock: Bedrock;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  server = await startModelServer(() => script);
  bedrock = await startBedrock({ respond: answeringWith({ server: server.url, model: 'tiny' }, () => undefined) });
  const options = { endpoint: bedrock.url, region: 'us-east-1', credentials: localCredentials, maxAttempts: 1 };
  client = new BedrockRuntimeClient({ ...options, requestHandler: new NodeHttpHandler() });
});
afterAll(async () => {
  client.destroy();
  await bedrock.close();
  server.close();
});

describe.each(cases)('%s', (_name, played, ends, when) => {
  test.each(ways)('$name', async (way) => {
    script = played;
    const { text, status: told } = await askSource({
      source: bedrockSources(client, testConfig).converse,
      path: way.path,
      accept: way.accept,
      body: way.body('How is the weather?', 'haiku'),
      // A busy machine is slow, and no other case may seem silent.
      ...(ends === 'stalled' && { config: { upstreamIdleMs: 200 } }),
    });
    const word = wordFor(way, ends);
    expect(howItEnded(way, told, text)).toEqual(typeof word === 'string' ? word : expect.stringMatching(word));
    const isWhole = ends in failures && !/streamed|SSE|NDJSON|plain|UI/.test(way.name);
    expect(told).toBe(ends in failures && (when === 'at once' || isWhole) ? failures[ends as 'stalled'].status : 200);
  });
});

test('a caller that leaves is left: the server stops writing', async () => {
  script = [says('It is'), 'hold'];
  const before = server.asked.length;
  await askSource({ source: bedrockSources(client, testConfig).converse, isLeaving: true });
  expect(await server.asked[before]?.left).toBe(true);
});
