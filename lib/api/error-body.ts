import type { FailureKind } from '../../lambda/chat/failure.ts';

/** The error type for each kind, as the clients of both OpenAI and Anthropic know it. */
const types = {
  'invalid-request': 'invalid_request_error',
  unauthenticated: 'authentication_error',
  'access-denied': 'permission_error',
  'not-found': 'not_found_error',
  'unknown-model': 'not_found_error',
  'method-not-allowed': 'invalid_request_error',
  'not-acceptable': 'invalid_request_error',
  'too-large': 'request_too_large',
  'unsupported-media-type': 'invalid_request_error',
  throttled: 'rate_limit_error',
  'quota-exceeded': 'rate_limit_error',
  cancelled: 'api_error',
  'model-refused': 'invalid_request_error',
  'model-error': 'api_error',
  overloaded: 'overloaded_error',
  'model-timeout': 'timeout_error',
  unreadable: 'api_error',
  disconnected: 'api_error',
  truncated: 'api_error',
  stalled: 'timeout_error',
  deadline: 'timeout_error',
  'too-slow-to-buffer': 'timeout_error',
  internal: 'api_error',
  reconnect: 'api_error',
} as const satisfies Readonly<Record<FailureKind, string>>;

/**
 * One error body that clients of every protocol can read, as a template for API Gateway, which doesn't know which client
 * it refuses. The message must be static text: `$context.error.message` can echo an Authorization header.
 */
export function toErrorTemplate(kind: FailureKind, message: string): string {
  const requestId = '$context.requestId';
  return JSON.stringify({
    type: 'error',
    error: { kind, message, requestId, type: types[kind], param: null, code: kind },
    request_id: requestId,
  });
}
