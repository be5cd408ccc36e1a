import type { Told } from '../chat/chat-event.ts';
import type { Failure } from '../chat/failure.ts';
import type { Config } from '../config.ts';
import type { Format, Protocol } from './protocol.ts';
import { isConversationId } from '../http/conversation-id.ts';
import { corsHeaders } from '../http/cors.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Reply } from '../http/respond.ts';
import { type Ignored, toHeader } from '../read/ignored.ts';
import type { Head } from '../http/sink.ts';

/** The head of an answer that flows, with what was known when its first byte left. */
export function answerHead(
  { mediaType, headers }: Format,
  incoming: Incoming,
  config: Config,
  told: Told,
  ignored: Ignored = new Set(),
): Head {
  return {
    status: 200,
    headers: {
      'content-type': `${mediaType}; charset=utf-8`,
      ...headers?.(incoming),
      ...(ignored.size > 0 && { 'x-rivulet-ignored': toHeader(ignored) }),
      ...(told.servedBy !== undefined && { 'x-rivulet-served-by': told.servedBy }),
      ...commonHeaders(incoming, config, told.headers),
    },
  };
}

/** A reply that asks no model, with the headers that every answer has. Its own, such as how long it may be kept, come first. */
export function withCommonHeaders(whole: Reply, incoming: Incoming, config: Config, more?: More): Reply {
  const common = commonHeaders(incoming, config, { ...whole.exposed, ...more });
  return { ...whole, headers: { ...common, ...whole.headers } };
}

/** A protocol's refusal with the headers for the client's HTTP library: the official SDKs obey x-should-retry. */
export function refusalOf(protocol: Protocol, failure: Failure, incoming: Incoming, config: Config): Reply {
  const { retryAfterSeconds, allow, headers } = failure.details;
  const whole = withCommonHeaders(protocol.refuse(failure, incoming), incoming, config, headers);
  return {
    ...whole,
    headers: {
      ...whole.headers,
      'x-should-retry': String(failure.isRetryable),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      ...(allow !== undefined && { allow }),
    },
  };
}

/** Headers that only some answers have, and pages of other origins may read, too. */
type More = Readonly<Record<string, string>>;

/** Nothing on the way may cache, change or buffer an answer. */
function commonHeaders({ requestId, headers }: Incoming, { corsOrigins }: Config, more?: More): More {
  const all = { ...echoOf(headers['x-conversation-id']), ...more };
  return {
    'x-request-id': requestId,
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    ...all,
    ...corsHeaders(corsOrigins, headers['origin'], all),
  };
}

/** Said back whether the conversation is kept or not: programs find their answers by it. */
function echoOf(id = ''): More {
  return isConversationId(id) ? { 'x-conversation-id': id } : {};
}
