import { parseJson } from '../../parse-json.ts';
import type { Protocol } from '../protocol.ts';
import { streamForm } from './encode-events.ts';
import { wholeForm } from './encode-message.ts';
import { toErrorBody } from './error-body.ts';
import { parseRequest } from './parse-request.ts';

/** Anthropic Messages: https://docs.anthropic.com/en/api/messages */
export const anthropicMessages = {
  name: 'anthropic-messages',
  routes: [{ method: 'POST', path: '/v1/messages' }],
  // Its SDKs sent x-api-key up to 0.x and send a bearer token since 1.0.
  keyHeader: 'either',
  requestHeaders: ['x-api-key', 'authorization', 'content-type', 'anthropic-version', 'anthropic-beta'],

  parse(incoming, { maxMessages }) {
    const { chat, isStreamed } = parseRequest(parseJson(incoming.body), maxMessages);
    return { chat, form: isStreamed ? streamForm : wholeForm };
  },

  refuse(failure, { requestId }) {
    const headers = { 'content-type': 'application/json', 'request-id': requestId };
    return { status: failure.status, headers, body: JSON.stringify(toErrorBody(failure, requestId)) };
  },
} as const satisfies Protocol;
