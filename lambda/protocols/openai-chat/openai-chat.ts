import type { Ignored } from '../../read/ignored.ts';
import { parseJson } from '../../read/parse-json.ts';
import { toErrorReply } from '../openai/error-body.ts';
import type { Protocol } from '../protocol.ts';
import { streamFormat } from './answer/encode-chunks.ts';
import { wholeFormat } from './answer/encode-completion.ts';
import { fieldNames } from './field-names.ts';
import { parseRequest } from './request/parse-request.ts';

/** OpenAI Chat Completions: https://platform.openai.com/docs/api-reference/chat */
export const openaiChat = {
  name: 'openai-chat',
  routes: [{ method: 'POST', path: '/v1/chat/completions' }],
  keyHeader: 'authorization',
  requestHeaders: ['authorization', 'content-type'],

  parse({ body }, { maxTurns }) {
    const ignored: Ignored = new Set();
    const asked = parseRequest(parseJson(body), maxTurns, ignored);
    const format = asked.isStreamed ? streamFormat(asked) : wholeFormat(asked);
    return { operation: 'converse', chat: asked.chat, format, ignored };
  },

  refuse: (failure) => toErrorReply(failure, fieldNames),
} as const satisfies Protocol;
