import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startTestGateway, toLambdaMethod } from '../local-gateway.ts';

test('the function sees the request as API Gateway writes it', async () => {
  const gateway = await startTestGateway({ api: { methods: [toLambdaMethod('/chat/{id}')] } });
  const before = Date.now();
  const response = await fetch(`${gateway.url}chat/a%20b?x=1&x=2&y=%C3%A9`, {
    method: 'POST',
    body: '{"act":"echo","text":"日本"}',
    headers: { 'X-Own': 'yes', 'user-agent': 'test' },
  });
  const event = await response.json();
  expect(event).toMatchObject({
    resource: '/chat/{id}',
    path: '/chat/a%20b',
    httpMethod: 'POST',
    headers: { 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Proto': 'http' },
    queryStringParameters: { x: '2', y: 'é' },
    multiValueQueryStringParameters: { x: ['1', '2'], y: ['é'] },
    pathParameters: { id: 'a b' },
    stageVariables: null,
    body: '{"act":"echo","text":"日本"}',
    isBase64Encoded: false,
    requestContext: {
      apiId: 'api',
      httpMethod: 'POST',
      identity: { sourceIp: '127.0.0.1', userAgent: 'test' },
      path: '/dev/chat/a%20b',
      requestId: response.headers.get('x-amzn-requestid'),
      resourcePath: '/chat/{id}',
      stage: 'dev',
    },
  });
  expect(event).toHaveProperty('requestContext.requestTimeEpoch', expect.any(Number));
  const { requestTimeEpoch } = (event as { requestContext: { requestTimeEpoch: number } }).requestContext;
  expect(requestTimeEpoch).toBeGreaterThanOrEqual(before);
  expect(requestTimeEpoch).toBeLessThanOrEqual(Date.now());
});

test('what is not there is null', async () => {
  const gateway = await startTestGateway({
    api: { methods: [toLambdaMethod('/x', { functionId: 'buffered', transferMode: 'BUFFERED' })] },
  });
  const event = await (await gateway.post('x', { act: 'echo' })).json();
  expect(event).toMatchObject({
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
  });
});

test.each([
  ['application/json', ['image/png'], false],
  ['image/png', ['image/png'], true],
  ['image/png', ['image/*'], true],
  ['application/json', ['*/*'], true],
])('a body of %s with the binary types %j: base64 %s', async (contentType, binaryMediaTypes, isBase64Encoded) => {
  const gateway = await startTestGateway({
    api: { binaryMediaTypes, methods: [toLambdaMethod('/x', { functionId: 'buffered', transferMode: 'BUFFERED' })] },
  });
  const response = await gateway.post('x', { act: 'echo' }, { 'content-type': contentType });
  // The hand-made function reads its order from plain text only.
  if (isBase64Encoded) expect(response.status).toBe(502);
  else expect(await response.json()).toMatchObject({ isBase64Encoded, body: '{"act":"echo"}' });
});

test.each(['constructor', '__proto__', 'toString'])(
  'a header and a parameter named %s are like any other',
  async (name) => {
    const gateway = await startTestGateway({ api: { methods: [toLambdaMethod('/chat/{id}')] } });
    const request = http.request(`${gateway.url}chat/a?${name}=1&${name}=2`, {
      method: 'POST',
      headers: [name, 'one', name, 'two', 'host', '127.0.0.1', 'content-length', '14'],
    });
    request.end('{"act":"echo"}');
    const [response] = await once(request, 'response');
    const event = new Map(Object.entries(JSON.parse(await text(response))));
    expect(Object.entries(event.get('multiValueQueryStringParameters') ?? {})).toEqual([[name, ['1', '2']]]);
    expect(Object.entries(event.get('multiValueHeaders') ?? {})).toContainEqual([name, ['one', 'two']]);
  },
);
