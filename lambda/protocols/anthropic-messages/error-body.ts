import type { ErrorResponse, ErrorType } from '@anthropic-ai/sdk/resources/shared';
import type { Failure, FailureKind } from '../../chat/failure.ts';
import { nameField } from '../name-field.ts';
import { fieldNames } from './field-names.ts';

/** Anthropic's API has a word for a body that is too large; the SDK's type leaves it out. */
type ErrorWord = ErrorType | 'request_too_large';

/** Anthropic's name for each kind. */
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
} as const satisfies Readonly<Record<FailureKind, ErrorWord>>;

/** What tells the SDK's tool runner to send its messages again without a thread, which it tries first (1.11). */
const withoutThread = { error_code: 'thread_unsupported_request', unsupported: ['thread'] } as const;

/** The SDK's type has a kind of error for each word, and all details that Anthropic's API may give. */
type ErrorBody = Omit<ErrorResponse, 'error'> & {
  readonly error: { readonly type: ErrorWord; readonly message: string; readonly details?: typeof withoutThread };
};

/** The one error shape, in a refusal's body and as an event. Messages begin with the field they are about. */
export function toErrorBody(failure: Failure, requestId: string): ErrorBody {
  const { kind } = failure;
  const { field, message } = nameField(failure, fieldNames);
  const error = { type: types[kind], message, ...(field === 'thread' && { details: withoutThread }) };
  return { type: 'error', error, request_id: requestId };
}
