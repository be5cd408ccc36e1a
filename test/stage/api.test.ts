import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

let stage: TestStage;
let key: Record<string, string>;

beforeAll(async () => {
  stage = await startTestStage({ maxBodyBytes: 2000, maxTurns: 3, defaultPrompt: 'The default question?' });
  key = { 'x-api-key': stage.apiKey ?? '' };
});
afterAll(() => stage.close());

const call = (path: string, init: RequestInit = {}) => fetch(`${stage.url}${path}`, init);

describe.each(['', 'chat'])('on /%s', (path) => {
  test('GET answers the default prompt', async () => {
    const answer = await call(path, { headers: key });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(await answer.text()).toContain('A river begins');
    expect(stage.seen.at(-1)?.body).toMatchObject({
      messages: [{ role: 'user', content: [{ text: 'The default question?' }] }],
    });
  });

  test('GET ?message= asks', async () => {
    await (await call(`${path}?message=h%C3%A9llo`, { headers: key })).text();
    expect(stage.seen.at(-1)?.body).toMatchObject({ messages: [{ role: 'user', content: [{ text: 'héllo' }] }] });
  });

  test.each(['message', 'prompt', 'request'])('POST {"%s": …} asks', async (name) => {
    await (await call(path, { method: 'POST', headers: key, body: JSON.stringify({ [name]: 'hi' }) })).text();
    expect(stage.seen.at(-1)?.body).toMatchObject({ messages: [{ role: 'user', content: [{ text: 'hi' }] }] });
  });

  test('another method is 405 with Allow, and needs no key', async () => {
    const answer = await call(path, { method: 'DELETE', headers: { origin: 'https://example.com' } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST, OPTIONS']);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await answer.json()).toMatchObject({
      error: { kind: 'method-not-allowed', requestId: answer.headers.get('x-request-id') },
    });
  });

  test('preflight allows what the SDKs send and exposes what a page needs', async () => {
    const answer = await call(path, {
      method: 'OPTIONS',
      headers: { origin: 'https://example.com', 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(204);
    const allowed = answer.headers.get('access-control-allow-headers')?.toLowerCase().split(/, ?/);
    expect(allowed).toEqual(
      expect.arrayContaining(['content-type', 'authorization', 'x-api-key', 'anthropic-version', 'x-stainless-os']),
    );
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
  });
});

describe('refusals', () => {
  test.each<[name: string, path: string, init: RequestInit, status: number, kind: string]>([
    ['no key', 'chat', { method: 'POST', body: '{}' }, 401, 'unauthenticated'],
    ['an unknown key', 'chat', { headers: { 'x-api-key': 'not-a-key-of-this-stage' } }, 401, 'unauthenticated'],
    ['an unknown path', 'nope', { headers: { authorization: 'Bearer secret' } }, 404, 'not-found'],
    ['a path below a known one', 'chat/more', {}, 404, 'not-found'],
  ])('%s is API Gateway’s, in our shape', async (_name, path, init, status, kind) => {
    const answer = await call(path, init);
    const body = await answer.text();
    expect([answer.status, JSON.parse(body).error.kind]).toEqual([status, kind]);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(JSON.parse(body).error.requestId).toBe(answer.headers.get('x-amzn-requestid'));
    expect(body).not.toContain('secret');
  });

  test.each<[body: string, status: number, kind: string, field: string | undefined]>([
    ['{', 400, 'invalid-request', undefined],
    ['{"message":7}', 400, 'invalid-request', 'message'],
    ['{"message":"  "}', 400, 'invalid-request', 'message'],
    ['{"message":"a","mesage":"b"}', 400, 'invalid-request', 'mesage'],
    ['{"message":"a","temperature":9}', 400, 'invalid-request', 'temperature'],
    ['{"messages":[{"role":"robot","content":"a"}]}', 400, 'invalid-request', 'messages[0].role'],
    [
      JSON.stringify({ messages: ['user', 'assistant', 'user', 'assistant'].map((role) => ({ role, content: 'a' })) }),
      400,
      'invalid-request',
      'messages',
    ],
    ['{"message":"a","model":"gpt"}', 404, 'unknown-model', 'model'],
    [JSON.stringify({ message: 'x'.repeat(2000) }), 413, 'too-large', undefined],
  ])('%.40s is the function’s and names the field', async (body, status, kind, field) => {
    const asked = stage.seen.length;
    const answer = await call('chat', { method: 'POST', headers: key, body });
    const { error }: { error: Record<string, string> } = JSON.parse(await answer.text());
    expect([answer.status, error.kind, error.field]).toEqual([status, kind, field]);
    expect(error.requestId).toBe(answer.headers.get('x-request-id'));
    expect(stage.seen.length, 'Bedrock was not asked').toBe(asked);
  });

  test('Accept that can’t be met is 406; a client of plain text reads a sentence', async () => {
    expect((await call('chat', { headers: { ...key, accept: 'image/png' } })).status).toBe(406);
    const answer = await call('chat?message=', { headers: { ...key, accept: 'text/plain' } });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringMatching(/^error: message: must not be blank \(/),
    ]);
  });

  test('an EventSource that reconnects gets 204', async () => {
    const answer = await call('chat', { headers: { ...key, accept: 'text/event-stream', 'last-event-id': '12' } });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });
});
