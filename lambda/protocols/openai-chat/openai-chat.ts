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

  parse(incoming, { maxMessages }) {
    const { chat, isStreamed, hasUsage } = parseRequest(parseJson(incoming.body), maxMessages);
    return { operation: 'converse', chat, format: isStreamed ? streamFormat(hasUsage) : wholeFormat };
  },

  refuse: (failure) => toErrorReply(failure, fieldNames),
} as const satisfies Protocol;
