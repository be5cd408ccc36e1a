import { parseJson } from '../../read/parse-json.ts';
import { nameField } from '../name-field.ts';
import type { Protocol } from '../protocol.ts';
import { streamFormat } from './answer/encode-parts.ts';
import { parseRequest } from './request/parse-request.ts';

/** The AI SDK's UI message stream, version 1, which `useChat` speaks: https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol */
export const uiMessages = {
  name: 'ui-messages',
  routes: [{ method: 'POST', path: '/api/chat' }],
  keyHeader: 'either',
  requestHeaders: ['x-api-key', 'authorization', 'content-type', 'user-agent'],

  parse({ body }, { maxMessages }) {
    return { operation: 'converse', chat: parseRequest(parseJson(body), maxMessages), format: streamFormat };
  },

  // `useChat` shows the body of a refusal as it shows an error in the stream: as text.
  refuse(failure) {
    const { message } = nameField(failure, {});
    return { status: failure.status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: message };
  },
} as const satisfies Protocol;
