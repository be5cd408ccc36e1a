import type { Readable } from 'node:stream';
import { Failure } from '../../chat/failure.ts';
import { within } from '../../time/within.ts';

interface Limits {
  /** How long S3 may be silent: a slow reader is not silence. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/**
 * A file as it comes, no faster than it is read. Throws where it ends too early, so that the connection is cut: with its Content-Length, nobody takes what
 * came for the whole.
 */
export async function* readBody(
  body: Readable,
  bytes: number,
  { idleMs, signal }: Limits,
): AsyncGenerator<Uint8Array, void> {
  const stop = () => body.destroy();
  signal.addEventListener('abort', stop);
  const chunks: AsyncIterator<Uint8Array, undefined> = body[Symbol.asyncIterator]();
  let left = bytes;
  try {
    signal.throwIfAborted();
    for (;;) {
      const next = await within(idleMs, chunks.next());
      if (!next) throw new Failure('stalled', 'the file stopped coming: ask for the rest of it');
      if (next.done === true) break;
      left -= next.value.length;
      yield next.value;
    }
    if (left !== 0) throw new Failure('disconnected', 'the file ended too early: ask for the rest of it');
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof Failure ? error : new Failure('disconnected', 'the file was cut: ask for the rest of it');
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
}
