import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openBedrock } from '../../../lambda/bedrock/client.ts';
import { converse } from '../../../lambda/bedrock/converse.ts';
import { openFeatures } from '../../../lambda/features.ts';
import { prewarm } from '../../../lambda/prewarm/prewarm.ts';
import { openTable } from '../../../lambda/table/open-table.ts';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { localCredentials } from '../../../local/sigv4/signature.ts';
import { type Bedrock, startBedrock } from '../../../local/services/bedrock/server.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { gather } from '../../fixtures/answers/gather.ts';

let standIn: Bedrock;
const seen: string[] = [];
const input = { modelId: 'local.hello', messages: [{ role: 'user' as const, content: [{ text: 'Hi' }] }] };
const credentials = {
  AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
};

beforeEach(async () => {
  seen.length = 0;
  standIn = await startBedrock({ onRequest: ({ method, path }) => seen.push(`${method} ${path}`) });
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', standIn.url);
  for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await standIn.close();
});

test('one connection is opened and no model is asked; ten requests use that connection', async () => {
  const bedrock = openBedrock(testConfig);
  await prewarm(bedrock, testConfig, true);
  expect(seen).toEqual(['GET /ping']);
  for (let count = 0; count < 10; count += 1) {
    const events = await gather(converse(bedrock.client, input, new AbortController().signal, 'haiku'));
    expect(events.at(-1)).toEqual({ type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } });
  }
  expect(standIn.connectionsOpened()).toBe(1);
});

test('where there is a table, it is asked once, and calls use that connection', async () => {
  const asked: string[] = [];
  let connections = 0;
  const server = createHttpServer((request, response) => {
    asked.push(String(request.headers['x-amz-target']));
    request.resume().once('end', () => response.end('{}'));
  });
  server.on('connection', () => (connections += 1));
  const port = await listenOnLoopback(server, 0);
  onTestFinished(() => void server.close());
  const table = { name: 't', endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1' };
  const bedrock = openBedrock(testConfig);
  const features = await openFeatures({ ...testConfig, isCancellable: true, table }, bedrock);
  await prewarm(bedrock, testConfig, true, [features.askTable]);
  expect(asked).toEqual(['DynamoDB_20120810.GetItem']);
  await openTable(bedrock, table).get({ pk: 'a', sk: 'b' });
  expect([asked.length, connections]).toEqual([2, 1]);
});

test('a table that is asked before any model changes nothing of how models are asked', async () => {
  const server = createHttpServer((request, response) => void request.resume().once('end', () => response.end('{}')));
  const port = await listenOnLoopback(server, 0);
  onTestFinished(() => void server.close());
  const bedrock = openBedrock(testConfig);
  const table = { name: 't', endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1' };
  await openTable(bedrock, table).get({ pk: 'a', sk: 'b' });
  // The stand-in checks for which service and region it is signed.
  const events = await gather(converse(bedrock.client, input, new AbortController().signal, 'haiku'));
  expect(events.at(-1)).toMatchObject({ type: 'message-stop' });
});

test('without credentials in the environment nothing is done, since asking for some could take a call', async () => {
  await prewarm(openBedrock(testConfig), testConfig, false);
  expect([seen, standIn.connectionsOpened()]).toEqual([[], 0]);
});

test('a start goes on if Bedrock can’t be reached', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'http://127.0.0.1:1');
  await prewarm(openBedrock(testConfig), testConfig, true);
});

test('a silent Bedrock delays a start by a second at most, and does not end the process', async () => {
  const silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', `http://127.0.0.1:${port}`);
  const unheard: unknown[] = [];
  const note = (error: unknown) => unheard.push(error);
  process.on('uncaughtException', note);
  await prewarm(openBedrock(testConfig), testConfig, true);
  await setImmediate();
  process.off('uncaughtException', note);
  silent.close();
  expect(unheard).toEqual([]);
});
