import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Answer, toRefused } from './answer.ts';

/** Answers with what comes of a request, or why nothing does. */
export async function serve(
  answering: Promise<Answer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await sendAnswer(request, response, await answering.catch(toRefused));
  } catch {
    // A client that leaves is not an error, and what else fails must not look whole.
    response.destroy();
  }
}

/** Sends the answer when the request is over. A body that fails cuts the connection, so that what was sent never looks whole. */
async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body = '' }: Answer,
): Promise<void> {
  await readToEnd(request);
  if (request.method === 'HEAD' || status === 204 || status === 304) {
    // Where there is no object to tell of, HEAD tells nothing but the status.
    response.writeHead(status, headers).end();
  } else if (typeof body === 'string') {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body);
  } else {
    response.writeHead(status, headers);
    await pipeline(Readable.from(body, { highWaterMark: 1 }), response);
  }
}

/** A client that is still sending would not see the answer. */
async function readToEnd(request: IncomingMessage): Promise<void> {
  if (request.readableEnded) return;
  if (request.destroyed) throw new Error('the client has left');
  const ended = once(request, 'end');
  request.resume();
  await ended;
}
