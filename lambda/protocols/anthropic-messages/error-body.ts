import type { Failure, FailureKind } from '../../chat/failure.ts';
import { nameField } from '../name-field.ts';
import { fieldNames } from './field-names.ts';

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

/** What tells the SDK's tool runner to send its messages again without a thread, which it tries first (1.11). */
const withoutThread = { error_code: 'thread_unsupported_request', unsupported: ['thread'] } as const;

/** The one error shape, in a refusal's body and as an event. Messages begin with the field they are about. */
export function toErrorBody(failure: Failure, requestId: string): object {
  const { kind } = failure;
  const { field, message } = nameField(failure, fieldNames);
  const error = { type: types[kind] ?? 'api_error', message, ...(field === 'thread' && { details: withoutThread }) };
  return { type: 'error', error, request_id: requestId };
}
