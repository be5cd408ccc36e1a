import type { Writable } from 'node:stream';
import type { Head, Sink } from './sink.ts';

type Chunk = string | Uint8Array;

/** An answer that asks no model: a text, bytes, or a stream of either. */
export interface Reply extends Head {
  /** Headers besides, that pages of other origins may read, too. */
  readonly exposed?: Readonly<Record<string, string>>;
  readonly body: Chunk | AsyncIterable<Chunk>;
}

/** A reply that is there as a whole. */
export interface WholeReply extends Head {
  readonly body: Chunk;
}

/** A reply that is a text. */
export interface TextReply extends Head {
  readonly body: string;
}

/** What the writing reports: how long the reader takes, and that it has left. */
interface Writing {
  readonly signal: AbortSignal;
  startWrite(): void;
  endWrite(): void;
  /** Aborts `signal`, unless the answer goes on unread. */
  readonly leave: () => void;
}

/**
 * Writes an answer as it comes. Nothing is written until the first chunk is there, so a throw before it can still be
 * refused with its own status; the head is made then, of what is known by then.
 *
 * The head leaves with the first write and is lost without one (runtime client issues #95, #97). Never `pipeline` into a
 * response stream: when its source throws, Lambda's runtime exits (docs/decisions/0002).
 *
 * @returns bytes written
 */
export async function respond(
  sink: Sink,
  head: () => Head,
  chunks: AsyncIterable<Chunk>,
  writing: Writing,
): Promise<number> {
  let stream: Writable | undefined;
  let bytes = 0;
  for await (const chunk of chunks) {
    stream ??= open(sink, head(), writing);
    writing.startWrite();
    if (stream.destroyed) checkUnread(writing);
    else {
      bytes += Buffer.byteLength(chunk);
      if (!stream.write(chunk)) await drained(stream, writing);
    }
    writing.endWrite();
  }
  stream ??= open(sink, head(), writing);
  if (bytes === 0) stream.write('');
  stream.end();
  return bytes;
}

/** Writes an answer that asks no model. */
export function reply(sink: Sink, { body, ...head }: Reply, writing: Writing = unwatched()): Promise<number> {
  return respond(sink, () => head, toChunks(body), writing);
}

async function* toChunks(body: Reply['body']): AsyncGenerator<Chunk> {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) yield* body;
  else if (body.length > 0) yield body;
}

/** Of a reply that nobody keeps time of. */
function unwatched(): Writing {
  return { signal: new AbortController().signal, startWrite: ignore, endWrite: ignore, leave: ignore };
}

function ignore(): void {}

/** A caller that leaves is told of at once, also while nothing is written. */
function open(sink: Sink, head: Head, writing: Writing): Writable {
  const stream = sink.open(head);
  stream.once('close', () => stream.writableFinished || writing.leave());
  // Each write to a connection that is gone is an error of its own, and one that nobody hears ends the process.
  stream.on('error', writing.leave);
  return stream;
}

/** Waits for a slow reader, but not past the end of the answer's time: what is left then is only its last event. */
async function drained(stream: Writable, writing: Writing): Promise<void> {
  const { signal } = writing;
  if (!stream.destroyed && !signal.aborted) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const go = () => resolve();
    stream.once('drain', go);
    stream.once('close', go);
    signal.addEventListener('abort', go);
    await promise;
    stream.off('drain', go);
    stream.off('close', go);
    signal.removeEventListener('abort', go);
  }
  if (stream.destroyed) checkUnread(writing);
}

/** Without a reader, only what goes on unread is read to its end. */
function checkUnread({ leave, signal }: Writing): void {
  leave();
  if (signal.aborted) throw signal.reason;
}
