import type { Ignored } from '../../read/ignored.ts';
import { parseJson } from '../../read/parse-json.ts';
import type { Reply } from '../../http/respond.ts';
import type { Protocol } from '../protocol.ts';
import { countFormat } from './answer/encode-count.ts';
import { streamFormat } from './answer/encode-events.ts';
import { wholeFormat } from './answer/encode-message.ts';
import { toErrorBody } from './error-body.ts';
import { requestIdHeader } from './answer/message.ts';
import { parseCount, parseRequest } from './request/parse-request.ts';
import { toJson } from '../../read/to-json.ts';

const countPath = '/v1/messages/count_tokens';

/** Anthropic Messages: https://docs.anthropic.com/en/api/messages */
export const anthropicMessages = {
  name: 'anthropic-messages',
  routes: [
    { method: 'POST', path: '/v1/messages' },
    { method: 'POST', path: countPath },
  ],
  // Its SDKs sent x-api-key up to 0.x and send a bearer token since 1.0.
  keyHeader: 'either',
  requestHeaders: ['x-api-key', 'authorization', 'content-type', 'anthropic-version', 'anthropic-beta'],

  parse({ path, body }, { maxTurns }) {
    const asked = parseJson(body);
    const ignored: Ignored = new Set();
    if (path === countPath) {
      return { operation: 'count-tokens', chat: parseCount(asked, maxTurns, ignored), format: countFormat, ignored };
    }
    const { chat, isStreamed } = parseRequest(asked, maxTurns, ignored);
    return { operation: 'converse', chat, format: isStreamed ? streamFormat : wholeFormat, ignored };
  },

  refuse(failure, incoming) {
    const headers: Reply['headers'] = { 'content-type': 'application/json', ...requestIdHeader(incoming) };
    return { status: failure.status, headers, body: toJson(toErrorBody(failure, incoming.requestId)) };
  },
} as const satisfies Protocol;
