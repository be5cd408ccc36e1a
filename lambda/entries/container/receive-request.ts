import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../../access/caller.ts';
import { isCredential } from '../../access/credentials.ts';
import { Failure } from '../../chat/failure.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { Body } from './bodies.ts';
import { readPathParameters } from './path-parameters.ts';
import type { HandedContext } from './read-handed-over.ts';

/** A request as API Gateway hands it to a server of ours. */
export function receiveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { route, context, refused }: HandedContext,
  caller: Caller,
  body: Body,
): Incoming {
  const left = new Promise<void>((resolve) => {
    // Perhaps while its token was checked, or its body read.
    if (response.destroyed) resolve();
    response.once('close', () => response.writableFinished || resolve());
  });
  // As it came: a URL would take parts of a file's name for steps up.
  const [pathname = '', search = ''] = (request.url ?? '').split(/\?(.*)/s);
  const searchParams = new URLSearchParams(search);
  const pathParameters = readPathParameters(route, pathname);
  const traceId = readTraceId(request.headers);
  return {
    method: request.method ?? '',
    path: route,
    headers: toHeaders(request.headers),
    query: Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)])),
    pathParameters: pathParameters ?? {},
    ...body,
    ...(!pathParameters && route.includes('{') && { refused: unreadablePath() }),
    ...(refused && { refused }),
    caller,
    requestId: context.requestId,
    extendedRequestId: context.extendedRequestId ?? '',
    invocationId: randomUUID(),
    ...(traceId !== undefined && { traceId }),
    epochMs: context.requestTimeEpoch,
    // A server is not ended by the clock: API Gateway's limit is the only one.
    remainingMs: Infinity,
    left,
  };
}

/** API Gateway may have decoded a part with a slash in it before it sent it on (its known issues say so of REST APIs). */
function unreadablePath(): Failure {
  return new Failure('not-found', 'a part of the path can’t be read here: it must not have a / in it, not even as %2F');
}

/** API Gateway sends it along, and the load balancer writes a part of its own before it: `Self=…;Root=…`. A client may have chosen it, so it must look like one. */
function readTraceId(headers: IncomingMessage['headers']): string | undefined {
  return /\bRoot=(1-[0-9a-f]{8}-[0-9a-f]{24})\b/.exec(String(headers['x-amzn-trace-id']))?.[1];
}

/** As behind Lambda: without what API Gateway has checked. Nor is what it wrote a header of the client's. */
function toHeaders(headers: IncomingMessage['headers']): Incoming['headers'] {
  const own = Object.entries(headers).filter(([name]) => !isCredential(name) && !name.startsWith('x-rivulet-'));
  return Object.fromEntries(own.map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
}
