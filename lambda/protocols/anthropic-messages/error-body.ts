import type { ErrorResponse } from '@anthropic-ai/sdk/resources/shared';
import type { Failure } from '../../chat/failure.ts';
import { nameField } from '../name-field.ts';
import { type ErrorWord, errorTypes } from './error-types.ts';
import { fieldNames } from './field-names.ts';

/** What makes the SDK's tool runner send its messages again without a thread, which it tries first (1.11). */
const withoutThread = { error_code: 'thread_unsupported_request', unsupported: ['thread'] } as const;

/** The SDK's type has a kind of error for each word, and all details that Anthropic's API may give. */
type ErrorBody = Omit<ErrorResponse, 'error'> & {
  readonly error: { readonly type: ErrorWord; readonly message: string; readonly details?: typeof withoutThread };
};

/** The one error shape, in a refusal's body and as an event. Messages begin with the field they are about. */
export function toErrorBody(failure: Failure, requestId: string): ErrorBody {
  const { kind } = failure;
  const { field, message } = nameField(failure, fieldNames);
  const error = { type: errorTypes[kind], message, ...(field === 'thread' && { details: withoutThread }) };
  return { type: 'error', error, request_id: requestId };
}
