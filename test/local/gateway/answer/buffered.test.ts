import { describe, expect, test } from 'vitest';
import { startTestGateway, toFunction, toLambdaMethod } from '../local-gateway.ts';

const badGateway = { message: 'Internal server error' };

describe('BUFFERED: the answer comes whole', () => {
  test('with status, headers and cookies of the proxy format', async () => {
    const gateway = await startTestGateway();
    const reply = { statusCode: 418, headers: { 'X-One': 1 }, multiValueHeaders: { 'X-Two': ['a', 'b'] }, body: 'tea' };
    const response = await gateway.post('buffered', { act: 'reply', reply });
    expect(response.status).toBe(418);
    expect(response.headers.get('x-one')).toBe('1');
    expect(response.headers.get('x-two')).toBe('a, b');
    expect(response.headers.get('content-length')).toBe('3');
    expect(await response.text()).toBe('tea');
  });

  test('decoded where it is base64', async () => {
    const gateway = await startTestGateway();
    const reply = { statusCode: 200, isBase64Encoded: true, body: Buffer.from([0, 255, 128]).toString('base64') };
    const response = await gateway.post('buffered', { act: 'reply', reply });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 128]);
  });

  test.each([
    ['a function that throws', { act: 'throw' }],
    ['an answer over Lambda’s 6 MB', { act: 'large' }],
    ['text instead of the proxy format', { act: 'reply', reply: 'text' }],
    ['nothing', { act: 'reply', reply: null }],
    ['a body that is no text', { act: 'reply', reply: { statusCode: 200, body: 7 } }],
  ])('%s is a 502', async (_name, body) => {
    const gateway = await startTestGateway();
    const response = await gateway.post('buffered', body);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual(badGateway);
    expect((await gateway.post('buffered', {})).status).toBe(200);
  });

  test('an answer over API Gateway’s own limit is a 502', async () => {
    const gateway = await startTestGateway({ limits: { maxAnswerBytes: 100 } });
    const reply = { statusCode: 200, body: 'x'.repeat(100) };
    expect((await gateway.post('buffered', { act: 'reply', reply })).status).toBe(502);
  });

  test('a streaming function is answered with its status and headers, and without its body', async () => {
    const gateway = await startTestGateway({ api: { methods: [toLambdaMethod('/x', { transferMode: 'BUFFERED' })] } });
    const response = await gateway.post('x', { metadata: { statusCode: 201, headers: { 'x-own': 'yes' } } });
    expect([response.status, response.headers.get('x-own'), await response.text()]).toEqual([201, 'yes', '']);
  });

  test('a function slower than the integration timeout is a 504', async () => {
    const method = toLambdaMethod('/x', { functionId: 'buffered', transferMode: 'BUFFERED', timeoutMs: 200 });
    const gateway = await startTestGateway({ api: { methods: [method] } });
    const response = await gateway.post('x', { ms: 1000 });
    expect(response.status).toBe(504);
    expect(await response.json()).toEqual({ message: 'Endpoint request timed out' });
  });

  test('a function that runs out of its own time is a 502', async () => {
    const gateway = await startTestGateway({ api: { functions: [toFunction('buffered', { timeoutMs: 300 })] } });
    expect((await gateway.post('buffered', { ms: 5000 })).status).toBe(502);
    await expect.poll(() => gateway.lines.join('\n')).toContain('Task timed out after 0.30 seconds');
  });

  test('a function that cannot be loaded is a 502', async () => {
    const method = toLambdaMethod('/x', { functionId: 'broken', transferMode: 'BUFFERED' });
    const gateway = await startTestGateway({ api: { methods: [method], functions: [toFunction('broken')] } });
    expect((await gateway.post('x', {})).status).toBe(502);
    expect(gateway.lines.join('\n')).toMatch(/INIT_REPORT .*Error Type: Error/);
  });

  test('a function with no free environment is a 500', async () => {
    const functions = [toFunction('buffered', { reservedConcurrency: 1 })];
    const gateway = await startTestGateway({ api: { functions } });
    const statuses = await Promise.all([gateway.post('buffered', { ms: 300 }), gateway.post('buffered', { ms: 300 })]);
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([200, 500]));
  });
});
