import type { ErrorObject } from 'openai/resources/shared';
import type { Failure, FailureKind } from '../../chat/failure.ts';
import type { TextReply } from '../../http/respond.ts';
import { type FieldNames, nameField } from '../name-field.ts';
import { toJson } from '../../read/to-json.ts';

/** OpenAI's name for each kind. */
const types = {
  'invalid-request': 'invalid_request_error',
  unauthenticated: 'authentication_error',
  'access-denied': 'permission_error',
  'not-found': 'invalid_request_error',
  'unknown-model': 'invalid_request_error',
  'method-not-allowed': 'invalid_request_error',
  'not-acceptable': 'invalid_request_error',
  'too-large': 'invalid_request_error',
  'unsupported-media-type': 'invalid_request_error',
  throttled: 'rate_limit_error',
  'quota-exceeded': 'insufficient_quota',
  'budget-held': 'rate_limit_error',
  'budget-unknown': 'server_error',
  conflict: 'server_error',
  'key-reused': 'invalid_request_error',
  'history-unknown': 'server_error',
  cancelled: 'server_error',
  'model-refused': 'invalid_request_error',
  'model-error': 'server_error',
  overloaded: 'server_error',
  'model-timeout': 'server_error',
  unreadable: 'server_error',
  disconnected: 'server_error',
  truncated: 'server_error',
  interrupted: 'server_error',
  'tools-unavailable': 'server_error',
  'knowledge-unavailable': 'server_error',
  'knowledge-timeout': 'server_error',
  'files-unavailable': 'server_error',
  'precondition-failed': 'invalid_request_error',
  'range-not-satisfiable': 'invalid_request_error',
  stalled: 'server_error',
  deadline: 'server_error',
  'too-slow-to-buffer': 'server_error',
  internal: 'server_error',
  reconnect: 'server_error',
} as const satisfies Readonly<Record<FailureKind, string>>;

/** The one error shape, in a refusal's body and in the middle of a stream. The SDK reads `error` and throws it. */
export function toErrorBody(failure: Failure, names: FieldNames): { readonly error: ErrorObject } {
  const { kind } = failure;
  const { field = null, message } = nameField(failure, names);
  // A word that clients look for: LangChain does not try again.
  const code = kind === 'quota-exceeded' ? 'insufficient_quota' : kind;
  return { error: { message, type: types[kind], param: field, code } };
}

export function toErrorReply(failure: Failure, names: FieldNames): TextReply {
  const headers = { 'content-type': 'application/json' };
  return { status: failure.status, headers, body: toJson(toErrorBody(failure, names)) };
}
