import type { FailureKind } from '../lambda/chat/failure.ts';

/** What API Gateway can refuse by itself: the function's kinds, and those that never reach the function. */
export type GatewayFailureKind = FailureKind | 'unauthenticated' | 'quota-exceeded' | 'unsupported-media-type';

/** What both OpenAI's and Anthropic's clients know these kinds as; the rest is an `api_error`. */
const types: Readonly<Partial<Record<GatewayFailureKind, string>>> = {
  unauthenticated: 'authentication_error',
  'access-denied': 'permission_error',
  'not-found': 'not_found_error',
  'too-large': 'request_too_large',
  throttled: 'rate_limit_error',
  'quota-exceeded': 'rate_limit_error',
  'invalid-request': 'invalid_request_error',
  'unsupported-media-type': 'invalid_request_error',
  'method-not-allowed': 'invalid_request_error',
  deadline: 'timeout_error',
};

/**
 * One error body that clients of every protocol can read, as a template for API Gateway, which doesn't know whom it
 * refuses. The message must be static text: `$context.error.message` can echo an Authorization header.
 */
export function toErrorTemplate(kind: GatewayFailureKind, message: string): string {
  const requestId = '$context.requestId';
  return JSON.stringify({
    type: 'error',
    error: { kind, message, requestId, type: types[kind] ?? 'api_error', param: null, code: kind },
    request_id: requestId,
  });
}
