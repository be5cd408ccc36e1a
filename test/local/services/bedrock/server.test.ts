import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SeenRequest } from '../../../../local/services/bedrock/seen-request.ts';
import { startBedrock, type Bedrock } from '../../../../local/services/bedrock/server.ts';
import { createClient, readAll, readAnswer, toCommand } from './clients.ts';

let bedrock: Bedrock;
let seen: SeenRequest[];
beforeEach(async () => {
  seen = [];
  bedrock = await startBedrock({ onRequest: (request) => seen.push(request) });
});
afterEach(() => bedrock.close());

test('ten answers over HTTP/1.1 need one connection', async () => {
  const client = createClient(bedrock.url, 'HTTP/1.1');
  for (let count = 0; count < 10; count += 1) await readAnswer(client, 'local.empty');
  client.destroy();
  expect(bedrock.connectionsOpened()).toBe(1);
});

test('a refusal leaves the connection usable', async () => {
  const client = createClient(bedrock.url, 'HTTP/1.1');
  await readAnswer(client, 'local.refused-throttling');
  await readAnswer(client, 'local.refused-not-json');
  expect((await readAnswer(client, 'local.cached-usage')).text).toBe('From memory.');
  client.destroy();
  expect(bedrock.connectionsOpened()).toBe(1);
});

test.each([
  ['HTTP/1.1', '1.1'],
  ['HTTP/2', '2.0'],
] as const)('over %s a test sees path, headers by name, body and version %s', async (transport, httpVersion) => {
  const client = createClient(bedrock.url, transport);
  await readAnswer(client, 'us.local.empty', 'Are you there?');
  client.destroy();
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    method: 'POST',
    path: '/model/us.local.empty/converse-stream',
    httpVersion,
    body: { messages: [{ role: 'user', content: [{ text: 'Are you there?' }] }] },
  });
  expect(seen[0]?.headerNames).toEqual(expect.arrayContaining(['authorization', 'x-amz-date', 'content-type']));
});

test('a model id arrives percent-encoded and is understood', async () => {
  const client = createClient(bedrock.url, 'HTTP/1.1');
  const { text } = await readAnswer(client, 'global.anthropic.claude-haiku-4-5-20251001-v1:0');
  client.destroy();
  expect(seen[0]?.path).toBe('/model/global.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse-stream');
  expect(text).toContain('stand-in');
});

test('GET /ping is answered without a signature', async () => {
  const response = await fetch(`${bedrock.url}/ping`);
  expect([response.status, await response.text()]).toEqual([200, 'healthy']);
});

test.each([
  ['GET', '/'],
  ['GET', '/model/local.normal/converse-stream'],
  ['POST', '/model/local.normal/invoke-with-response-stream'],
  ['POST', '/model/%E0%A4/converse'],
])('%s %s is an unknown operation', async (method, path) => {
  const response = await fetch(`${bedrock.url}${path}`, { method });
  expect(response.status).toBe(404);
  expect(response.headers.get('x-amzn-errortype')).toMatch(/^UnknownOperationException:/);
});

test('a port in use is an error', async () => {
  const port = Number(new URL(bedrock.url).port);
  await expect(startBedrock({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('close ends answers that would stall forever', async () => {
  const own = await startBedrock();
  const client = createClient(own.url, 'HTTP/1.1');
  const { stream } = await client.send(toCommand('local.midway-stall'));
  if (stream === undefined) throw new Error('no stream');
  await own.close();
  await expect(readAll(stream)).rejects.toMatchObject({ code: 'ECONNRESET' });
  client.destroy();
  await expect(fetch(own.url)).rejects.toThrow();
});

test('a caller that leaves before its request is complete is not a failure of the stand-in', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const socket = connect(Number(new URL(bedrock.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /model/local.normal/converse HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"mess');
  await setTimeout(50);
  socket.resetAndDestroy();
  await setTimeout(50);
  expect(logged).not.toHaveBeenCalled();
  expect(seen).toEqual([]);
  logged.mockRestore();
});
