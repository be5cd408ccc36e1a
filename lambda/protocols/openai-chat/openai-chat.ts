import { parseJson } from '../../parse-json.ts';
import type { Protocol } from '../protocol.ts';
import { streamForm } from './encode-chunks.ts';
import { wholeForm } from './encode-completion.ts';
import { toErrorBody } from './error-body.ts';
import { parseRequest } from './parse-request.ts';

/** OpenAI Chat Completions: https://platform.openai.com/docs/api-reference/chat */
export const openaiChat = {
  name: 'openai-chat',
  routes: [{ method: 'POST', path: '/v1/chat/completions' }],
  keyHeader: 'authorization',
  requestHeaders: ['authorization', 'content-type'],

  parse(incoming, { maxMessages }) {
    const { chat, isStreamed, hasUsage } = parseRequest(parseJson(incoming.body), maxMessages);
    return { chat, form: isStreamed ? streamForm(hasUsage) : wholeForm };
  },

  refuse(failure) {
    const headers = { 'content-type': 'application/json' };
    return { status: failure.status, headers, body: JSON.stringify(toErrorBody(failure)) };
  },
} as const satisfies Protocol;
