import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { listenOnLoopback } from '../../listen-on-loopback.ts';
import type { FunctionFailure } from '../invocation.ts';

/** What one invocation needs to be handed to the runtime client. */
export interface NextEvent {
  readonly requestId: string;
  readonly payload: string;
  /** Milliseconds since the epoch. */
  readonly deadlineMs: number;
  readonly functionArn: string;
}

/** The execution environment's side of the Runtime API. */
export interface RuntimeApiHandlers {
  /** The runtime client asks for its next event; `give` may be called much later. */
  next(give: (event: NextEvent) => void, maxMemoryKb: number): void;
  /** The function's answer. Returns whether Lambda accepts it; undefined for a request id that isn't running. */
  respond(requestId: string, answer: IncomingMessage): Promise<boolean> | undefined;
  fail(requestId: string, failure: FunctionFailure): void;
  failInit(failure: FunctionFailure): void;
}

export interface RuntimeApi {
  readonly address: string;
  readonly close: () => void;
}

/**
 * The Lambda Runtime API as the service shows it to one execution environment.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(handlers: RuntimeApiHandlers): Promise<RuntimeApi> {
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    // A request that breaks off comes from a process that is ending: its exit settles the invocation.
    route(handlers, request, response).catch(() => response.destroy());
  });
  const port = await listenOnLoopback(server, 0);
  return {
    address: `127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function route(handlers: RuntimeApiHandlers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url?.replace(/^\/2018-06-01\/runtime\//, '') ?? '';
  const [, requestId = '', action] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
  if (path === 'invocation/next') {
    const give = (event: NextEvent): void => giveEvent(response, event);
    return handlers.next(give, Number(request.headers['rivulet-max-memory-kb'] ?? 0));
  }
  if (path === 'init/error') {
    handlers.failInit({ kind: 'init', ...(await readError(request)) });
    return acknowledge(response, 202);
  }
  if (action === 'error') {
    handlers.fail(requestId, { kind: 'error', ...(await readError(request)) });
    return acknowledge(response, 202);
  }
  const taken = action === 'response' ? handlers.respond(requestId, request) : undefined;
  if (taken === undefined) return acknowledge(response, 400);
  return acknowledge(response, (await taken) ? 202 : 413);
}

function giveEvent(response: ServerResponse, event: NextEvent): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(event.payload),
    'lambda-runtime-aws-request-id': event.requestId,
    'lambda-runtime-deadline-ms': String(event.deadlineMs),
    'lambda-runtime-invoked-function-arn': event.functionArn,
  });
  response.end(event.payload);
}

function acknowledge(response: ServerResponse, statusCode: number): void {
  response.writeHead(statusCode, { 'content-type': 'application/json' });
  response.end(statusCode === 202 ? '{"status":"OK"}' : '{"errorType":"InvalidRequest"}');
}

const errorSchema = z.object({ errorType: z.string(), errorMessage: z.string() });

async function readError(request: IncomingMessage): Promise<Pick<FunctionFailure, 'type' | 'message'>> {
  const error = errorSchema.safeParse(JSON.parse(await text(request)));
  return error.success ? { type: error.data.errorType, message: error.data.errorMessage } : { type: 'Runtime.Unknown' };
}
