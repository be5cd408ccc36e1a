import type { Ignored } from '../../read/ignored.ts';
import { parseJson } from '../../read/parse-json.ts';
import { toErrorReply } from '../openai/error-body.ts';
import { needed } from '../needed.ts';
import type { Protocol } from '../protocol.ts';
import { streamFormat } from './answer/encode-events.ts';
import { wholeFormat } from './answer/encode-response.ts';
import { toRequestId } from './answer/response.ts';
import { fieldNames } from './field-names.ts';
import { parseRequest } from './request/parse-request.ts';

const cancelPath = '/v1/responses/{id}/cancel';

/** OpenAI Responses, stateless: https://platform.openai.com/docs/api-reference/responses */
export const openaiResponses = {
  name: 'openai-responses',
  routes: [
    { method: 'POST', path: '/v1/responses' },
    { method: 'POST', path: cancelPath, isOffered: ({ isCancellable }) => isCancellable },
  ],
  keyHeader: 'authorization',
  requestHeaders: ['authorization', 'content-type'],

  parse({ path, pathParameters, caller, body }, { maxTurns }) {
    if (path === cancelPath) {
      const id = toRequestId(pathParameters['id'] ?? '');
      return {
        operation: 'act',
        act: async ({ cancel }) =>
          (await import('./cancelled.ts')).toCancelledResponse(await needed(cancel).cancel(caller, 'request', id)),
      };
    }
    const ignored: Ignored = new Set();
    const { chat, isStreamed, echo } = parseRequest(parseJson(body), maxTurns, ignored);
    return { operation: 'converse', chat, format: isStreamed ? streamFormat(echo) : wholeFormat(echo), ignored };
  },

  refuse: (failure) => toErrorReply(failure, fieldNames),
} as const satisfies Protocol;
