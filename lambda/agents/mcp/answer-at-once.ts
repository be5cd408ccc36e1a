import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  JSONRPCMessageSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { Problem } from './problem.ts';

/** How long a server may take to hear what it need not answer. */
const notificationMs = 5_000;

/**
 * Gives MCP's client each answer whole, as one message. Left alone, the client waits for its time to be over when a server's stream breaks or
 * says nothing to the point, reads on when a call is cancelled, and holds a stream open for a server's own messages: nobody reads those between
 * two requests, when Lambda freezes the environment.
 */
export function answerAtOnce(send: FetchLike): FetchLike {
  const running = new Map<unknown, AbortController>();

  async function ask(url: string | URL, init: RequestInit, id: string | number): Promise<Response> {
    const over = new AbortController();
    running.set(id, over);
    try {
      const response = await send(url, { ...init, signal: either(init.signal, over.signal) });
      return response.ok ? await toOneMessage(response, id) : response;
    } finally {
      running.delete(id);
    }
  }

  return async (url, init = {}) => {
    if (init.method !== 'POST') return new Response(null, { status: 405 });
    const message = JSONRPCMessageSchema.parse(await new Response(init.body ?? null).json());
    if (isJSONRPCRequest(message)) return ask(url, init, message.id);
    try {
      return await send(url, { ...init, signal: either(init.signal, AbortSignal.timeout(notificationMs)) });
    } finally {
      // The server has been told of it.
      if ('method' in message && message.method === 'notifications/cancelled')
        running.get(message.params?.['requestId'])?.abort();
    }
  };
}

function either(given: AbortSignal | null | undefined, own: AbortSignal): AbortSignal {
  return given ? AbortSignal.any([given, own]) : own;
}

/** The answer to the request of this id. The server may send others before it: what it does meanwhile. */
async function toOneMessage(response: Response, id: string | number): Promise<Response> {
  for await (const said of readMessages(response)) {
    const message = JSONRPCMessageSchema.safeParse(said).data;
    if (!message || !(isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message)) || message.id !== id)
      continue;
    const session = response.headers.get('mcp-session-id');
    return Response.json(message, { headers: session === null ? {} : { 'mcp-session-id': session } });
  }
  throw new Problem('Unanswered', 'the server ended its answer without a message for this request');
}

async function* readMessages(response: Response): AsyncGenerator {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const said: unknown = JSON.parse(await response.text());
    yield* Array.isArray(said) ? said : [said];
    return;
  }
  const events = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { data } of events ?? []) if (data !== '') yield JSON.parse(data);
}
