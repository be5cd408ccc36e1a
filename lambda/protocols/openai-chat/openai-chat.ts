import { parseJson } from '../../read/parse-json.ts';
import { toErrorReply } from '../openai/error-body.ts';
import type { Protocol } from '../protocol.ts';
import { streamForm } from './answer/encode-chunks.ts';
import { wholeForm } from './answer/encode-completion.ts';
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
    return { operation: 'converse', chat, form: isStreamed ? streamForm(hasUsage) : wholeForm };
  },

  refuse: (failure) => toErrorReply(failure, fieldNames),
} as const satisfies Protocol;
