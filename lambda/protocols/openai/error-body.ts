import type { Failure, FailureKind } from '../../chat/failure.ts';
import type { Reply } from '../../http/respond.ts';
import { type FieldNames, nameField } from '../name-field.ts';

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
export function toErrorBody(failure: Failure, names: FieldNames): { readonly error: object } {
  const { kind } = failure;
  const { field = null, message } = nameField(failure, names);
  return { error: { message, type: types[kind] ?? 'server_error', param: field, code: kind } };
}

export function toErrorReply(failure: Failure, names: FieldNames): Reply {
  const headers = { 'content-type': 'application/json' };
  return { status: failure.status, headers, body: JSON.stringify(toErrorBody(failure, names)) };
}
