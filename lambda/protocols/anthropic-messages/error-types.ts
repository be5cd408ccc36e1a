import type { ErrorType } from '@anthropic-ai/sdk/resources/shared';
import type { FailureKind } from '../../chat/failure.ts';

/** Anthropic's API has a word for a body that is too large; the SDK's type leaves it out. */
export type ErrorWord = ErrorType | 'request_too_large';

/** Anthropic's name for each kind. */
export const errorTypes = {
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
  'budget-held': 'rate_limit_error',
  'budget-unknown': 'api_error',
  conflict: 'api_error',
  'key-reused': 'invalid_request_error',
  'history-unknown': 'api_error',
  cancelled: 'api_error',
  'model-refused': 'invalid_request_error',
  'model-error': 'api_error',
  overloaded: 'overloaded_error',
  'model-timeout': 'timeout_error',
  unreadable: 'api_error',
  disconnected: 'api_error',
  truncated: 'api_error',
  interrupted: 'api_error',
  'tools-unavailable': 'api_error',
  'knowledge-unavailable': 'api_error',
  'knowledge-timeout': 'timeout_error',
  'files-unavailable': 'api_error',
  'precondition-failed': 'invalid_request_error',
  'range-not-satisfiable': 'invalid_request_error',
  stalled: 'timeout_error',
  deadline: 'timeout_error',
  'too-slow-to-buffer': 'timeout_error',
  internal: 'api_error',
  reconnect: 'api_error',
} as const satisfies Readonly<Record<FailureKind, ErrorWord>>;
