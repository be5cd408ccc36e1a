import { expect, test } from 'vitest';
import { startTestGateway } from './local-gateway.ts';

const accessLogFormat = JSON.stringify({
  id: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.httpMethod $context.resourcePath',
  status: '$context.status',
  error: '$context.error.responseType',
  bytes: '$context.responseLength',
  mode: '$context.integration.responseTransferMode',
  headers: '$context.integration.timeToAllHeaders',
  content: '$context.integration.timeToFirstContent',
  latency: '$context.responseLatency',
  other: '$context.authorizer.claims.x',
});

test.each([
  ['a stream', 'stream', {}, { status: '200', mode: 'STREAM', bytes: '13', error: '-', route: 'POST /stream' }],
  [
    'a buffered answer',
    'buffered',
    { act: 'reply', reply: { body: 'abc' } },
    { status: '200', mode: 'BUFFERED', bytes: '3', content: '-' },
  ],
  ['a malformed answer', 'stream', { act: 'noPrelude' }, { status: '500', mode: 'STREAM', error: 'DEFAULT_5XX' }],
  [
    'an unknown path',
    'nowhere',
    {},
    { status: '403', mode: '-', error: 'MISSING_AUTHENTICATION_TOKEN', route: 'POST -' },
  ],
])('%s leaves one line in the template’s format', async (_name, path, body, expected) => {
  const gateway = await startTestGateway({ api: { accessLogFormat } });
  const response = await gateway.post(path, body);
  await response.text();
  const id = response.headers.get('x-amzn-requestid') ?? '';
  const find = (): string | undefined => gateway.lines.find((line) => line.startsWith(`{"id":"${id}"`));
  await expect.poll(find).toBeDefined();
  const line: unknown = JSON.parse(find()!);
  expect(line).toMatchObject({
    ...expected,
    other: '-',
    time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
    latency: expect.stringMatching(/^\d+$/),
  });
});

test('times to headers and to content differ: the first content comes later than the headers', async () => {
  const gateway = await startTestGateway({ api: { accessLogFormat } });
  await (await gateway.post('stream', { parts: ['', 'late'], waitMs: 150 })).text();
  await expect.poll(() => gateway.lines.some((line) => line.startsWith('{"id"'))).toBe(true);
  const line = JSON.parse(gateway.lines.find((candidate) => candidate.startsWith('{"id"'))!) as Record<string, string>;
  expect(Number(line['content'])).toBeGreaterThan(Number(line['headers']));
});
