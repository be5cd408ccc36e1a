import { isConversationId } from '../../http/conversation-id.ts';
import type { Ignored } from '../../read/ignored.ts';
import { parseJson } from '../../read/parse-json.ts';
import { nameField } from '../name-field.ts';
import { needed } from '../needed.ts';
import type { Protocol } from '../protocol.ts';
import { streamFormat } from './answer/encode-parts.ts';
import { parseRequest } from './request/parse-request.ts';

const plainText = { 'content-type': 'text/plain; charset=utf-8' };
const nothing = { status: 204, headers: plainText, body: '' };

/** Where a page asks for an answer that it lost: 204 says that none is running. */
const resumePath = '/api/chat/{id}/stream';

/** Where a page ends an answer: its own `stop()` only closes the connection (https://ai-sdk.dev/docs/troubleshooting/abort-breaks-resumable-streams). */
const stopPath = '/api/chat/{id}/stop';

/** The AI SDK's UI message stream, version 1, which `useChat` speaks: https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol */
export const uiMessages = {
  name: 'ui-messages',
  routes: [
    { method: 'POST', path: '/api/chat' },
    { method: 'GET', path: resumePath },
    { method: 'POST', path: stopPath, isOffered: ({ isCancellable }) => isCancellable },
  ],
  keyHeader: 'either',
  requestHeaders: ['x-api-key', 'authorization', 'content-type', 'user-agent'],

  parse(incoming, config) {
    const { path, pathParameters, caller, body } = incoming;
    if (path === resumePath) {
      return {
        operation: 'act',
        act: async ({ kept }, clock) => (await kept?.resume(incoming, config, clock)) ?? nothing,
      };
    }
    if (path === stopPath) {
      return { operation: 'act', act: ({ cancel }) => needed(cancel).reply(caller, 'chat', pathParameters['id']) };
    }
    const ignored: Ignored = new Set();
    const { chat, chatId } = parseRequest(parseJson(body), config.maxTurns, ignored);
    // An id that no path can hold is none of a conversation.
    const turn = chatId !== undefined && isConversationId(chatId) ? { conversation: chatId } : {};
    return {
      operation: 'converse',
      chat,
      turn,
      ...(chatId !== undefined && { chatId }),
      format: streamFormat,
      ignored,
    };
  },

  // `useChat` shows the body of a refusal as it shows an error in the stream: as text.
  refuse(failure) {
    const { message } = nameField(failure, {});
    return { status: failure.status, headers: plainText, body: message };
  },
} as const satisfies Protocol;
