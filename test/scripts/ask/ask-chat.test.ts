import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnswerEvent } from '../../../scripts/ask/answer-event.ts';
import { askChat } from '../../../scripts/ask/ask-chat.ts';
import { findAsked } from '../../../scripts/ask/find-asked.ts';

/** What the API says next, and what it was sent. */
let next: { status?: number; headers?: Record<string, string>; body: string };
let sent: { headers: Record<string, unknown>; body: string };

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    sent = { headers: request.headers, body };
    response.writeHead(next.status ?? 200, next.headers ?? { 'content-type': 'text/event-stream' });
    response.end(next.body);
  });
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());

async function ask(key?: string): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = [];
  for await (const event of askChat({ url, ...(key !== undefined && { key }) }, { model: 'docs', message: '予算?' }))
    events.push(event);
  return events;
}

const sse = (...events: [name: string, data: object][]) =>
  events.map(([name, data], at) => `id: ${at + 1}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join('');

test('an answer is the events that matter to a reader, up to its end', async () => {
  next = {
    body: `: heartbeat\n\n${sse(
      ['start', { requestId: 'r', model: 'docs', maxTokens: 1 }],
      ['sources', { sources: [{ n: 1, title: 'Budgets', snippet: '…', score: 0.7 }] }],
      ['delta', { text: 'A limit.' }],
      ['citation', { quotes: ['…'], location: { unit: 'search-result', result: 0, start: 0, end: 1 } }],
      ['usage', { inputTokens: 1 }],
      ['done', { stopReason: 'end_turn' }],
    )}`,
  };
  expect((await ask('secret')).map(({ type }) => type)).toEqual(['sources', 'delta', 'citation', 'done']);
  expect(JSON.parse(sent.body)).toEqual({ model: 'docs', message: '予算?' });
  expect(sent.headers).toMatchObject({ 'x-api-key': 'secret', authorization: 'Bearer secret' });
});

test('without a key none is sent', async () => {
  next = { body: sse(['done', { stopReason: 'end_turn' }]) };
  await ask();
  expect(Object.keys(sent.headers)).not.toContain('x-api-key');
  expect(Object.keys(sent.headers)).not.toContain('authorization');
});

test('who needs a key is told how to send one', async () => {
  next = { status: 401, body: '{"error":{"message":"Unauthorized"}}' };
  await expect(ask()).rejects.toThrow('send a key with --key or the variable RIVULET_KEY');
});

test('a redirect is not followed: the key goes nowhere else', async () => {
  next = { status: 302, headers: { location: `${url}elsewhere` }, body: '' };
  await expect(ask('secret')).rejects.toThrow('the API refused the question with 302');
});

test.each<[what: string, said: typeof next, told: string, retryAfter: number | undefined]>([
  [
    'a refusal',
    { status: 404, body: '{"error":{"kind":"unknown-model","message":"no model docs"}}' },
    'the API refused the question with 404: no model docs (unknown-model)',
    undefined,
  ],
  [
    'a wrong key',
    { status: 401, body: '{"error":{"message":"Unauthorized"}}' },
    '401: Unauthorized (no kind): the key is not known there',
    undefined,
  ],
  [
    'a throttle',
    { status: 429, headers: { 'retry-after': '2' }, body: '{"error":{"kind":"throttled","message":"slow down"}}' },
    '429: slow down (throttled)',
    2,
  ],
  [
    'a budget that is spent',
    { status: 429, headers: { 'retry-after': '9', 'x-should-retry': 'false' }, body: '{}' },
    '429: without a word',
    undefined,
  ],
  ['what is no JSON', { status: 502, body: '<html>' }, '502: without a word (no kind)', undefined],
  [
    'an error in the stream',
    { body: sse(['delta', { text: 'Half' }], ['error', { kind: 'truncated', message: 'it broke off' }]) },
    'the answer failed: it broke off (truncated)',
    undefined,
  ],
  ['a stream that was cut', { body: sse(['delta', { text: 'Half' }]) }, 'the answer was cut: it has no end', undefined],
])('%s is no answer', async (_what, said, told, retryAfterSeconds) => {
  next = said;
  const problem = await ask('secret').catch((error: unknown) => error);
  expect(problem).toMatchObject({ retryAfterSeconds });
  expect(String(problem)).toContain(told);
  expect(String(problem)).not.toContain('secret');
});

test('a deployment is asked by its URL and a key alone, without AWS', async () => {
  expect(await findAsked({ url: 'https://chat.example.com' }, { name: 'docs', key: 'k' })).toEqual({
    name: 'docs',
    target: { url: 'https://chat.example.com/', key: 'k' },
  });
  await expect(findAsked({ url: 'http://chat.example.com/' }, { name: 'docs', key: 'k' })).rejects.toThrow(
    'it begins with https://',
  );
});
