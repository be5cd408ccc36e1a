import type { Failure } from '../chat/failure.ts';
import type { Config } from '../config.ts';
import type { Form } from '../protocols/protocol.ts';
import { corsHeaders } from './cors.ts';
import type { Incoming } from './receive.ts';
import type { Head, Reply } from './respond.ts';

/** The head of an answer that flows. */
export function answerHead({ mediaType }: Form, incoming: Incoming, config: Config): Head {
  return {
    status: 200,
    headers: { 'content-type': `${mediaType}; charset=utf-8`, ...commonHeaders(incoming, config) },
  };
}

/** A protocol's refusal with what every answer carries, and what it tells the client's HTTP library. */
export function withHeaders(refusal: Reply, { details }: Failure, incoming: Incoming, config: Config): Reply {
  const { retryAfterSeconds, allow } = details;
  return {
    ...refusal,
    headers: {
      ...refusal.headers,
      ...commonHeaders(incoming, config),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      ...(allow !== undefined && { allow }),
    },
  };
}

/** Nothing on the way may keep, change or gather an answer. */
function commonHeaders({ requestId }: Incoming, { corsOrigin }: Config): Readonly<Record<string, string>> {
  return {
    'x-request-id': requestId,
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    ...corsHeaders(corsOrigin),
  };
}
