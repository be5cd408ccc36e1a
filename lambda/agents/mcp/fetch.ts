import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Host } from '../host.ts';
import { openAuth } from './auth.ts';
import type { McpServer } from './mcp.ts';
import { Problem } from './problem.ts';

/** The most that a server may send in one answer. A tool's result may have less (strands/guard-tools.ts). */
const maxBytes = 1_000_000;

/** How a server is asked: at its own URL only, with the agent's proof, and never for more than an answer may have. */
export function toFetch(server: McpServer, host: Host): FetchLike {
  const { authorize, renew } = openAuth(server.auth, host);

  async function send(url: URL, init: RequestInit): Promise<Response> {
    const authorized = await authorize(url, init);
    const response = await fetch(url, { ...authorized, redirect: 'manual' }).catch((error: unknown) => {
      init.signal?.throwIfAborted();
      throw new Problem('Unreachable', 'the server does not answer', { cause: error });
    });
    if (response.status < 300 || response.status >= 400) return bounded(response);
    // It would lead the proof to where the server says.
    await response.body?.cancel();
    throw new Problem('Redirected', 'the server sends elsewhere');
  }

  return async (input, init = {}) => {
    const url = new URL(input);
    const response = await send(url, init);
    if (response.status !== 401 || !renew()) return response;
    await response.body?.cancel();
    return send(url, init);
  };
}

function bounded(response: Response): Response {
  let bytes = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > maxBytes) controller.error(new Problem('TooMuchSent', `the server sent more than ${maxBytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body?.pipeThrough(counting), { status, statusText, headers });
}
