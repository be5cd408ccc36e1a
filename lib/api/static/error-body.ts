import type { FailureKind } from '../../../lambda/chat/failure.ts';
import { errorTypes } from '../../../lambda/protocols/anthropic-messages/error-types.ts';

/**
 * One error body that clients of every protocol can read, as a template for API Gateway, which doesn't know which client
 * it refuses: `type` is Anthropic's word for the kind, `code` is what OpenAI's clients show. The message must be static
 * text: `$context.error.message` can echo an Authorization header.
 */
export function toErrorTemplate(kind: FailureKind, message: string): string {
  return toErrorBody(kind, message, '$context.requestId');
}

/** The same for what can't know a request's id. */
export function toErrorBody(kind: FailureKind, message: string, requestId?: string): string {
  return JSON.stringify({
    type: 'error',
    error: { kind, message, requestId, type: errorTypes[kind], param: null, code: kind },
    request_id: requestId,
  });
}
