import type { Ignored } from '../../read/ignored.ts';
import { parseJson } from '../../read/parse-json.ts';
import type { StaticConfig } from '../../config.ts';
import { needed } from '../needed.ts';
import { toErrorReply } from '../openai/error-body.ts';
import type { Protocol, Route } from '../protocol.ts';
import { streamFormat } from './answer/encode-events.ts';
import { wholeFormat } from './answer/encode-response.ts';
import { fieldNames } from './field-names.ts';
import { parseRequest } from './request/parse-request.ts';
import type { StoredAction } from './stored/act.ts';

const cancelPath = '/v1/responses/{id}/cancel';

const isOffered = ({ conversations }: StaticConfig) => conversations !== undefined;

const storedRoutes = [
  { method: 'GET', path: '/v1/responses/{id}', isOffered, action: 'retrieve' },
  { method: 'DELETE', path: '/v1/responses/{id}', isOffered, action: 'delete' },
  { method: 'GET', path: '/v1/responses/{id}/input_items', isOffered, action: 'input-items' },
] as const satisfies readonly (Route & { readonly action: StoredAction })[];

/** OpenAI Responses: https://platform.openai.com/docs/api-reference/responses */
export const openaiResponses = {
  name: 'openai-responses',
  routes: [
    { method: 'POST', path: '/v1/responses' },
    { method: 'POST', path: cancelPath, isOffered: ({ isCancellable }) => isCancellable },
    ...storedRoutes,
  ],
  keyHeader: 'authorization',
  requestHeaders: ['authorization', 'content-type'],

  parse(incoming, config) {
    const { path, method, body } = incoming;
    if (path === cancelPath) {
      return {
        operation: 'act',
        act: async (features) => (await import('./cancelled.ts')).cancelResponse(incoming, features),
      };
    }
    const stored = storedRoutes.find((route) => route.path === path && route.method === method);
    if (stored) {
      return {
        operation: 'act',
        act: ({ kept }, clock) => needed(kept).actOnResponse(stored.action, incoming, config, clock),
      };
    }
    const ignored: Ignored = new Set();
    const { chat, turn, isStreamed, echo } = parseRequest(parseJson(body), config, ignored);
    return { operation: 'converse', chat, turn, format: isStreamed ? streamFormat(echo) : wholeFormat(echo), ignored };
  },

  refuse: (failure) => toErrorReply(failure, fieldNames),
} as const satisfies Protocol;
