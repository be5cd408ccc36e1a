import type { Ending, Exchange, Progress } from './wire/exchange.ts';
import type { Request } from './wire/listen.ts';

/** What a test can see of a request and its answer. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query as they came, still percent-encoded. */
  readonly path: string;
  readonly httpVersion: string;
  readonly headerNames: readonly string[];
  /** Parsed JSON; undefined when it isn't JSON. */
  readonly body: unknown;
  /** Live: how much of the answer has been sent. */
  readonly progress: Readonly<Progress>;
  /** Resolves when the answer is over or the caller has left. */
  readonly ended: Promise<Ending>;
}

export function toSeenRequest(request: Request, body: Uint8Array, { progress, ended }: Exchange): SeenRequest {
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    httpVersion: request.httpVersion,
    headerNames: Object.keys(request.headers),
    body: parseJson(body),
    progress,
    ended,
  };
}

/** Undefined when the bytes aren't JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
