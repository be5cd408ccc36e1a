import { once } from 'node:events';
import type { Writable } from 'node:stream';

/**
 * Status and headers. A content type always, even where there is no body: without one, what a client sees is API
 * Gateway's choice. People have seen `application/json` and the runtime's own type for streams.
 */
export interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>> & { readonly 'content-type': string };
}

export interface Reply extends Head {
  readonly body: string;
}

/**
 * Writes an answer as it comes. Nothing is written until the first chunk is there, so a throw before it can still be
 * refused with its own status.
 *
 * The prelude leaves with the first write and is lost without one (runtime client issues #95, #97). Never `pipeline`
 * into the response stream: when its source throws, the runtime's process exits (docs/decisions/0002).
 *
 * @returns bytes written
 */
export async function respond(
  responseStream: awslambda.ResponseStream,
  head: Head,
  chunks: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<number> {
  const source = chunks[Symbol.asyncIterator]();
  const first = await source.next();
  const stream = open(responseStream, head);
  if (first.done) stream.write('');
  let bytes = 0;
  for (let next = first; !next.done; next = await source.next()) {
    bytes += Buffer.byteLength(next.value);
    if (!stream.write(next.value)) await drained(stream, signal);
  }
  stream.end();
  return bytes;
}

/** An answer that is there as a whole, and may be no text. */
export interface Bytes extends Head {
  readonly body: string | Uint8Array;
}

/** Writes an answer that is there as a whole. */
export function reply(responseStream: awslambda.ResponseStream, { body, ...head }: Bytes): number {
  const stream = open(responseStream, head);
  stream.write(body);
  stream.end();
  return Buffer.byteLength(body);
}

function open(responseStream: awslambda.ResponseStream, { status, headers }: Head): Writable {
  return awslambda.HttpResponseStream.from(responseStream, { statusCode: status, headers: { ...headers } });
}

/** Waits for a slow reader, but not past the end of the answer's time: what is left then is only its last event. */
async function drained(stream: Writable, signal: AbortSignal): Promise<void> {
  if (stream.destroyed) throw new Error('the response stream is gone');
  if (signal.aborted) return;
  try {
    await once(stream, 'drain', { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
