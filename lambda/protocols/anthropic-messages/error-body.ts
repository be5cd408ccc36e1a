import type { Failure, FailureKind } from '../../chat/failure.ts';

/** Anthropic's names for kinds of errors; what is not here is an `api_error`. */
const types: Readonly<Partial<Record<FailureKind, string>>> = {
  'invalid-request': 'invalid_request_error',
  'model-refused': 'invalid_request_error',
  'method-not-allowed': 'invalid_request_error',
  'access-denied': 'permission_error',
  'not-found': 'not_found_error',
  'unknown-model': 'not_found_error',
  'too-large': 'request_too_large',
  throttled: 'rate_limit_error',
  overloaded: 'overloaded_error',
  'model-timeout': 'timeout_error',
  stalled: 'timeout_error',
  deadline: 'timeout_error',
  'too-slow-to-buffer': 'timeout_error',
};

/** The one error shape, in a refusal's body and as an event. Messages begin with the field they are about. */
export function toErrorBody({ kind, message }: Failure, requestId: string): object {
  return { type: 'error', error: { type: types[kind] ?? 'api_error', message }, request_id: requestId };
}
