import { hasEmbeddings } from '../../models/has-embeddings.ts';
import { toErrorReply } from '../openai/error-body.ts';
import type { Protocol } from '../protocol.ts';

/** OpenAI Embeddings: https://platform.openai.com/docs/api-reference/embeddings */
export const openaiEmbeddings = {
  name: 'openai-embeddings',
  routes: [{ method: 'POST', path: '/v1/embeddings', isOffered: hasEmbeddings }],
  keyHeader: 'authorization',
  requestHeaders: ['authorization', 'content-type'],

  parse: async ({ body }) => (await import('./parse-request.ts')).parseRequest(body),

  refuse: (failure) => toErrorReply(failure, {}),
} as const satisfies Protocol;
