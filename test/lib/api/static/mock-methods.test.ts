import { expect, test } from 'vitest';
import { answerOf, methodsOf, mocksOf } from '../../read-api.ts';

const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'x-request-id, request-id, retry-after, x-should-retry, x-rivulet-served-by, x-rivulet-ignored',
};

test('a known path refuses other methods with 405 and names its own', () => {
  expect(answerOf(methodsOf().get('ANY /'))).toEqual({
    status: 405,
    hasRequestId: true,
    headers: { ...corsHeaders, allow: 'GET, POST, OPTIONS' },
    body: {
      type: 'error',
      error: {
        kind: 'method-not-allowed',
        message: 'This path does not support this method. Allowed: GET, POST, OPTIONS',
        requestId: '$context.requestId',
        type: 'invalid_request_error',
        param: null,
        code: 'method-not-allowed',
      },
      request_id: '$context.requestId',
    },
  });
});

test.each(['ANY /{proxy+}', 'ANY /v1', 'ANY /v1/chat'])('%s is 404', (name) => {
  expect(answerOf(methodsOf().get(name))).toMatchObject({
    status: 404,
    hasRequestId: true,
    headers: corsHeaders,
    body: {
      error: { kind: 'not-found', message: 'This path does not exist.', type: 'not_found_error', code: 'not-found' },
    },
  });
});

test.each(['OPTIONS /{proxy+}', 'OPTIONS /v1'])(
  '%s answers, so that a page sees the 404 and not a CORS error',
  (name) => {
    const { status, headers } = answerOf(methodsOf().get(name));
    expect([status, headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD, POST, PUT, PATCH, DELETE']);
    expect(headers['access-control-allow-headers']).toBe(
      answerOf(methodsOf().get('OPTIONS /')).headers['access-control-allow-headers'],
    );
  },
);

test('preflight allows what SDKs and the protocols send, each header once', () => {
  const { headers, ...rest } = answerOf(methodsOf().get('OPTIONS /'));
  expect(rest).toEqual({ status: 204, hasRequestId: true, body: undefined });
  expect(headers).toMatchObject({
    ...corsHeaders,
    'access-control-allow-methods': 'GET, POST',
    'access-control-max-age': '7200',
  });
  const allowed = headers['access-control-allow-headers']?.split(', ') ?? [];
  expect(allowed).toEqual([...new Set(allowed)]);
  expect(allowed).toEqual(
    expect.arrayContaining([
      'x-my-header',
      'authorization',
      'x-api-key',
      'anthropic-version',
      'x-stainless-retry-count',
    ]),
  );
});

test('mocks answer whatever the content type of the request', () => {
  const mocks = mocksOf();
  expect(mocks).toHaveLength(10);
  for (const [name, { Integration }] of mocks) {
    const said = `{"statusCode": ${Integration.IntegrationResponses?.[0]?.StatusCode}}`;
    expect(Integration.PassthroughBehavior, name).toBe('NEVER');
    expect(Integration.RequestTemplates, name).toEqual({
      'application/json': said,
      'text/plain': said,
      'application/x-www-form-urlencoded': said,
      'multipart/form-data': said,
      'application/octet-stream': said,
      'text/event-stream': said,
    });
  }
});

const isPreflight = ([name]: readonly [string, unknown]) => name.startsWith('OPTIONS ');
const splitMocks = (settings: Readonly<Record<string, unknown>>) => {
  const mocks = mocksOf({ settings });
  return { preflights: mocks.filter(isPreflight), refusals: mocks.filter((mock) => !isPreflight(mock)) };
};

test.each([{ corsOrigins: 'https://a.example' }, { corsOrigins: ['https://a.example', 'https://b.example'] }])(
  'with %j, 404 and 405 stay readable by every page',
  (settings) => {
    const { refusals } = splitMocks(settings);
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals).toEqual(splitMocks({}).refusals);
  },
);

test('a single origin is in each preflight answer, which has no template for it', () => {
  const { preflights } = splitMocks({ corsOrigins: 'https://a.example' });
  expect(preflights.length).toBeGreaterThan(0);
  for (const [name, method] of preflights) {
    const { headers, body } = answerOf(method);
    expect(headers, name).toMatchObject({ 'access-control-allow-origin': 'https://a.example', vary: 'origin' });
    expect(body, name).toBeUndefined();
  }
});

test('of several origins, each preflight answer compares the one that asks, and names none by default', () => {
  const { preflights } = splitMocks({ corsOrigins: ['https://a.example', 'http://localhost:3000'] });
  expect(preflights.length).toBeGreaterThan(0);
  for (const [name, { Integration, MethodResponses }] of preflights) {
    const [answer] = Integration.IntegrationResponses ?? [];
    const allowOrigin = 'method.response.header.access-control-allow-origin';
    expect(answer?.ResponseParameters, name).toMatchObject({ 'method.response.header.vary': "'origin'" });
    expect(answer?.ResponseParameters, name).not.toHaveProperty([allowOrigin]);
    expect(MethodResponses?.[0]?.ResponseParameters, name).not.toHaveProperty([allowOrigin]);
    expect(answer?.ResponseTemplates, name).toEqual({
      'application/json': [
        '#set($context.responseOverride.header.x-request-id="$context.requestId")',
        '#set($origin = $input.params().header.get("Origin"))',
        '#if($origin == "")',
        '#set($origin = $input.params().header.get("origin"))',
        '#end',
        '#if($origin == "https://a.example" || $origin == "http://localhost:3000")',
        '#set($context.responseOverride.header.access-control-allow-origin = $origin)',
        '#end',
      ].join('\n'),
    });
  }
});
