import { expect, test } from 'vitest';
import { answerOf, methodsOf, mocksOf } from '../read-api.ts';

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

test('mocks carry the CORS origin that is set', () => {
  for (const [name, method] of mocksOf({ settings: { corsOrigin: 'https://example.com' } })) {
    expect(answerOf(method).headers['access-control-allow-origin'], name).toBe('https://example.com');
  }
});
