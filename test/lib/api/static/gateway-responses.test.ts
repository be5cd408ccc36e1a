import { expect, test } from 'vitest';
import { resourcesOf } from '../../read-api.ts';
import { buildTemplate } from '../../synthesize.ts';

interface GatewayResponseProperties {
  readonly ResponseType: string;
  readonly StatusCode?: string;
  readonly ResponseParameters: Readonly<Record<string, string>>;
  readonly ResponseTemplates: Readonly<Record<string, string>>;
}

function gatewayResponsesOf(settings: Readonly<Record<string, unknown>> = {}) {
  const responses = resourcesOf<GatewayResponseProperties>(buildTemplate({ settings }), 'GatewayResponse');
  return new Map(responses.map(([, response]) => [response.ResponseType, response]));
}

test.each([
  ['DEFAULT_4XX', undefined, 'invalid-request', 'invalid_request_error', {}],
  ['DEFAULT_5XX', undefined, 'internal', 'api_error', {}],
  ['INVALID_API_KEY', '401', 'unauthenticated', 'authentication_error', { 'www-authenticate': "'Bearer'" }],
  ['UNAUTHORIZED', '401', 'unauthenticated', 'authentication_error', { 'www-authenticate': "'Bearer'" }],
  ['MISSING_AUTHENTICATION_TOKEN', '404', 'not-found', 'not_found_error', {}],
  ['RESOURCE_NOT_FOUND', '404', 'not-found', 'not_found_error', {}],
  ['WAF_FILTERED', '403', 'access-denied', 'permission_error', {}],
  ['REQUEST_TOO_LARGE', '413', 'too-large', 'request_too_large', {}],
  ['UNSUPPORTED_MEDIA_TYPE', '415', 'unsupported-media-type', 'invalid_request_error', {}],
  ['THROTTLED', '429', 'throttled', 'rate_limit_error', { 'retry-after': "'1'" }],
  ['QUOTA_EXCEEDED', '429', 'quota-exceeded', 'rate_limit_error', {}],
  ['INTEGRATION_FAILURE', '502', 'internal', 'api_error', {}],
  ['INTEGRATION_TIMEOUT', '504', 'deadline', 'timeout_error', {}],
])('%s is %s %s', (type, status, kind, known, own) => {
  const response = gatewayResponsesOf().get(type);
  expect(response?.StatusCode).toBe(status);
  expect(JSON.parse(response?.ResponseTemplates['application/json'] ?? '')).toEqual({
    type: 'error',
    error: {
      kind,
      message: expect.stringMatching(/^[A-Z].*\.$/),
      requestId: '$context.requestId',
      type: known,
      param: null,
      code: kind,
    },
    request_id: '$context.requestId',
  });
  const headers = {
    'access-control-allow-origin': "'*'",
    'access-control-expose-headers':
      "'x-request-id, request-id, retry-after, x-should-retry, x-rivulet-served-by, x-rivulet-ignored'",
    'x-should-retry': `'${['internal', 'throttled'].includes(kind)}'`,
    ...own,
  };
  expect(response?.ResponseParameters).toEqual(
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, value])),
  );
});

test('gateway responses never echo API Gateway’s own message, which can contain an Authorization header', () => {
  expect(JSON.stringify([...gatewayResponsesOf()])).not.toContain('$context.error');
});

test('gateway responses are the same whatever origins are set, so that any page sees the error and not a CORS error', () => {
  const all = gatewayResponsesOf();
  for (const corsOrigins of [['https://a.example'], ['https://a.example', 'https://b.example']]) {
    expect(gatewayResponsesOf({ corsOrigins })).toEqual(all);
  }
});
