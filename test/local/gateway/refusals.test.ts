import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { LocalApi, LocalMethod, MockIntegration } from '../../../local/template/model.ts';
import { startTestGateway, toFunction, toLambdaMethod } from './local-gateway.ts';

const mock = (integration: Partial<MockIntegration>): LocalMethod => ({
  ...toLambdaMethod('/mock'),
  integration: { kind: 'mock', passthrough: 'NEVER', statusByMediaType: {}, responses: [], ...integration },
});

/** A header of the answer. The request's names are sent as they are, which `fetch` does not do. */
async function readHeader(url: string, headers: Record<string, string>, wanted: string): Promise<string | null> {
  const [response] = await once(request(url, { method: 'POST', headers }).end(), 'response');
  response.resume();
  return response.headers[wanted] ?? null;
}

describe('what API Gateway answers by itself', () => {
  test.each([
    [
      'an unknown path',
      'POST',
      'dev/nowhere',
      403,
      'Missing Authentication Token',
      'MissingAuthenticationTokenException',
    ],
    [
      'an unknown method',
      'PUT',
      'dev/stream',
      403,
      'Missing Authentication Token',
      'MissingAuthenticationTokenException',
    ],
    ['an unknown stage', 'POST', 'prod/stream', 403, 'Forbidden', 'ForbiddenException'],
    ['no stage at all', 'GET', '', 403, 'Forbidden', 'ForbiddenException'],
  ])('%s', async (_name, method, path, status, message, errorType) => {
    const gateway = await startTestGateway();
    const response = await fetch(new URL(`/${path}`, gateway.url), { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('x-amzn-errortype')).toBe(errorType);
    expect(await response.json()).toEqual({ message });
  });

  test('headers over 10,240 bytes', async () => {
    const gateway = await startTestGateway();
    const post = (bytes: number) => gateway.post('stream', {}, { 'x-long': 'x'.repeat(bytes) });
    expect((await post(9_000)).status).toBe(200);
    const response = await post(10_240);
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ message: 'Request Too Long' });
  });

  test('a body over 10 MB, and one that is over Lambda’s 6 MB as an event', async () => {
    const gateway = await startTestGateway();
    const post = (megabytes: number) => gateway.post('stream', 'x'.repeat(megabytes * 1024 * 1024));
    expect((await post(11)).status).toBe(413);
    expect((await post(7)).status).toBe(413);
    expect(gateway.lines.join('\n')).not.toContain('START');
  });
});

describe('gateway responses of the template', () => {
  const gatewayResponses: LocalApi['gatewayResponses'] = new Map([
    [
      'MISSING_AUTHENTICATION_TOKEN',
      {
        statusCode: 404,
        headers: { allow: 'GET' },
        template:
          '{"kind":"$context.error.responseType","text":$context.error.messageString,"id":"$context.requestId"}',
      },
    ],
    ['DEFAULT_4XX', { headers: { 'access-control-allow-origin': '*' } }],
    ['DEFAULT_5XX', { statusCode: 599, headers: {}, template: '{"family":5}' }],
  ]);

  test('change status, headers and body of their type', async () => {
    const gateway = await startTestGateway({ api: { gatewayResponses } });
    const response = await gateway.post('nowhere');
    const id = response.headers.get('x-amzn-requestid');
    expect(response.status).toBe(404);
    expect(response.headers.get('allow')).toBe('GET');
    expect(await response.json()).toEqual({
      kind: 'MISSING_AUTHENTICATION_TOKEN',
      text: 'Missing Authentication Token',
      id,
    });
  });

  test('of a family apply to every type that has none of its own', async () => {
    const wrongType = await startTestGateway({ api: { gatewayResponses, methods: [mock({})] } });
    const unsupported = await wrongType.post('mock', 'x', { 'content-type': 'image/png' });
    expect([unsupported.status, unsupported.headers.get('access-control-allow-origin')]).toEqual([415, '*']);
    const malformed = await startTestGateway({ api: { gatewayResponses } });
    const response = await malformed.post('stream', { act: 'noPrelude' });
    expect(response.status).toBe(599);
    expect(await response.json()).toEqual({ family: 5 });
  });
});

test('a request that is too large is answered in API Gateway’s own words, whatever the template says', async () => {
  const shaped = { statusCode: 400, headers: { 'access-control-allow-origin': '*' }, template: '{"kind":"too-large"}' };
  const gatewayResponses: LocalApi['gatewayResponses'] = new Map([
    ['REQUEST_TOO_LARGE', shaped],
    ['DEFAULT_4XX', shaped],
  ]);
  const gateway = await startTestGateway({ api: { gatewayResponses }, limits: { maxBodyBytes: 1 } });
  const response = await gateway.post('stream', 'xx');
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([413, null]);
  expect(await response.json()).toEqual({ message: 'Request Too Long' });
});

describe('MOCK integrations', () => {
  const preflight = {
    statusByMediaType: { 'application/json': 204 },
    responses: [
      { statusCode: 204, headers: { 'access-control-allow-origin': '*', 'X-Request-Id': '$context.requestId' } },
    ],
  };

  test('answer with the headers of the template, and start no function', async () => {
    const gateway = await startTestGateway({ api: { methods: [{ ...mock(preflight), httpMethod: 'OPTIONS' }] } });
    const response = await fetch(`${gateway.url}mock`, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('x-request-id')).toBe(response.headers.get('x-amzn-requestid'));
    expect(gateway.lines.join('\n')).not.toContain('START');
  });

  test.each([
    ['Origin', 'https://a.example', 'https://a.example'],
    ['origin', 'https://b.example', 'https://b.example'],
    ['ORIGIN', 'https://a.example', null],
    ['origin', 'https://c.example', null],
    ['origin', 'https://a.example, https://b.example', null],
    ['referer', 'https://a.example', null],
  ])('echo a header that is listed, in the spellings of the template: %s: %s', async (name, value, expected) => {
    const echo = {
      name: 'Access-Control-Allow-Origin',
      requestHeaders: ['Origin', 'origin'],
      values: ['https://a.example', 'https://b.example'],
    };
    const gateway = await startTestGateway({
      api: { methods: [mock({ ...preflight, responses: [{ statusCode: 204, headers: {}, echo }] })] },
    });
    expect(await readHeader(`${gateway.url}mock`, { [name]: value }, 'access-control-allow-origin')).toBe(expected);
  });

  test('render $context in their body', async () => {
    const body = { mediaType: 'application/json', text: '{"path":"$context.resourcePath"}' };
    const responses = [{ statusCode: 405, headers: {}, body }];
    const gateway = await startTestGateway({ api: { methods: [mock({ ...preflight, responses })] } });
    const response = await gateway.post('mock', '', { 'content-type': 'application/json; charset=utf-8' });
    expect(response.status).toBe(405);
    expect(await response.json()).toEqual({ path: '/mock' });
  });

  test.each([
    ['NEVER', preflight.statusByMediaType, 'anything', 415],
    ['WHEN_NO_TEMPLATES', preflight.statusByMediaType, 'anything', 415],
    ['WHEN_NO_TEMPLATES', {}, '{"statusCode": 404}', 404],
    ['WHEN_NO_MATCH', preflight.statusByMediaType, '{"statusCode": 404}', 404],
    ['WHEN_NO_MATCH', preflight.statusByMediaType, 'anything', 500],
  ] as const)(
    'without a template for the media type: %s %j %s → %d',
    async (passthrough, statusByMediaType, body, status) => {
      const responses = [{ statusCode: 404, selectionPattern: '4\\d\\d', headers: {} }];
      const gateway = await startTestGateway({
        api: { methods: [mock({ passthrough, statusByMediaType, responses })] },
      });
      expect((await gateway.post('mock', body, { 'content-type': 'text/csv' })).status).toBe(status);
    },
  );

  test('a status without a response is a 500', async () => {
    const responses = [{ statusCode: 404, selectionPattern: '404', headers: {} }];
    const gateway = await startTestGateway({ api: { methods: [mock({ ...preflight, responses })] } });
    expect((await gateway.post('mock', {})).status).toBe(500);
  });
});

describe('API keys', () => {
  const plans: LocalApi['plans'] = [
    {
      id: 'plan',
      tags: {},
      quota: { requests: 1, period: 'DAY' },
      keys: [{ id: 'key-id', value: 'the-right-key-of-someone' }],
    },
  ];
  const methods = [
    { ...toLambdaMethod('/x', { functionId: 'buffered', transferMode: 'BUFFERED' }), isKeyRequired: true },
  ];

  test('a missing or wrong key is refused, the right one passes until its quota is used up', async () => {
    const gateway = await startTestGateway({ api: { plans, methods, functions: [toFunction('buffered')] } });
    const post = (headers: Record<string, string>) => gateway.post('x', { act: 'echo' }, headers);
    expect((await post({})).status).toBe(403);
    expect((await post({ 'x-api-key': 'wrong' })).status).toBe(403);
    const passed = await post({ 'X-Api-Key': 'the-right-key-of-someone' });
    expect(await passed.json()).toMatchObject({ requestContext: { identity: { apiKeyId: 'key-id' } } });
    const used = await post({ 'x-api-key': 'the-right-key-of-someone' });
    expect(used.status).toBe(429);
    expect(await used.json()).toEqual({ message: 'Limit Exceeded' });
  });

  test('the stage’s throttle holds for everyone, and passes again with time', async () => {
    let nowMs = 0;
    const throttle = { requestsPerSecond: 1, burst: 1 };
    const open = [toLambdaMethod('/x', { functionId: 'buffered', transferMode: 'BUFFERED' })];
    const gateway = await startTestGateway({ api: { throttle, methods: open }, now: () => nowMs });
    const statuses: number[] = [];
    for (const atMs of [0, 10, 1010]) {
      nowMs = atMs;
      statuses.push((await gateway.post('x', {})).status);
    }
    expect(statuses).toEqual([200, 429, 200]);
  });
});
