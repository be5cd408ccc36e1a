import type { LoadName } from './answer-load.ts';

/** What API Gateway sends for a request that is answered with a load, or by the agent; one event for every subject. */
export function toEvent(model: LoadName | 'assistant', protocol: Protocol = 'native') {
  const { resource, body } = protocols[protocol](model);
  return {
    resource,
    path: resource,
    httpMethod: 'POST',
    // Kept and recalled where conversations are on; everywhere else a header among others.
    headers: { 'content-type': 'application/json', 'x-conversation-id': 'bench' },
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    isBase64Encoded: false,
    body: JSON.stringify(body),
    requestContext: { requestId: 'bench', extendedRequestId: 'bench', identity: { apiKeyId: 'bench' } },
  };
}

export type Protocol = keyof typeof protocols;

const message = 'Tell me about rivers.';

const protocols = {
  native: (model: string) => ({ resource: '/chat', body: { message, model } }),
  openai: (model: string) => ({
    resource: '/v1/chat/completions',
    body: { model, stream: true, messages: [{ role: 'user', content: message }] },
  }),
  anthropic: (model: string) => ({
    resource: '/v1/messages',
    body: { model, stream: true, max_tokens: 4096, messages: [{ role: 'user', content: message }] },
  }),
} as const;
