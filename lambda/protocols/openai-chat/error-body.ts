import type { Failure, FailureKind } from '../../chat/failure.ts';

/** OpenAI's names for kinds of errors; what is not here is a `server_error`. */
const types: Readonly<Partial<Record<FailureKind, string>>> = {
  'invalid-request': 'invalid_request_error',
  'model-refused': 'invalid_request_error',
  'not-found': 'invalid_request_error',
  'unknown-model': 'invalid_request_error',
  'method-not-allowed': 'invalid_request_error',
  'too-large': 'invalid_request_error',
  'access-denied': 'permission_error',
  throttled: 'rate_limit_error',
};

/** The one error shape, in a refusal's body and in the middle of a stream. The SDK reads `error` and throws it. */
export function toErrorBody({ kind, message, details }: Failure): object {
  return { error: { message, type: types[kind] ?? 'server_error', param: details.field ?? null, code: kind } };
}
