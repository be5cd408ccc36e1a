import type { FailureKind } from '../lambda/chat/failure.ts';

/** What API Gateway can refuse by itself: the function's kinds, and those that never reach the function. */
export type GatewayFailureKind = FailureKind | 'unauthenticated' | 'quota-exceeded' | 'unsupported-media-type';

/**
 * The error body of the function's native protocol as a template for API Gateway. The message must be static text:
 * `$context.error.message` can echo an Authorization header.
 */
export function toErrorTemplate(kind: GatewayFailureKind, message: string): string {
  return JSON.stringify({ error: { kind, message, requestId: '$context.requestId' } });
}
