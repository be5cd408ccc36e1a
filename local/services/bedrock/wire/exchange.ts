import { randomUUID } from 'node:crypto';
import { type EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** How an exchange ended: complete, because the caller left, or because the scenario broke it off. */
export type Ending = 'finished' | 'caller-left' | 'broken-off';

/** How much of the answer has been sent. Live: the values change while it is sent. */
export interface Progress {
  writes: number;
  bytes: number;
  /** Whether it waits because the caller isn't reading. */
  isPaused: boolean;
}

/** The answering side of one request, the same over HTTP/1.1 and HTTP/2. */
export interface Exchange {
  readonly progress: Readonly<Progress>;
  readonly ended: Promise<Ending>;
  /** Aborts when the answer is over early, because the caller left or the scenario broke it off; every wait uses it. */
  readonly signal: AbortSignal;
  begin(status: number, headers: Readonly<Record<string, string>>): void;
  /** Resolves when the caller is ready for more. Rejects when the caller has left. */
  write(bytes: Uint8Array): Promise<void>;
  end(): void;
  /** Closes the connection in the middle of the answer. */
  cut(): void;
  /** Closes the connection with a TCP RST. */
  reset(): void;
}

/** What `ServerResponse` and `Http2ServerResponse` have in common. */
export interface Response extends EventEmitter {
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(bytes: Uint8Array): boolean;
  end(): unknown;
}

/** How many writes in a row may starve the event loop: a fast reader would otherwise hide one that left. */
const writesPerTurn = 64;

export function openExchange(response: Response, socket: Socket): Exchange {
  const progress: Progress = { writes: 0, bytes: 0, isPaused: false };
  const abort = new AbortController();
  const ended = Promise.withResolvers<Ending>();
  // HTTP/2's response also emits `finish` for a caller that left.
  let isWhole = false;
  response.once('finish', () => isWhole && ended.resolve('finished'));
  response.once('close', () => leave('caller-left'));
  response.on('error', () => leave('caller-left'));

  function leave(ending: Ending): void {
    ended.resolve(ending);
    abort.abort();
  }

  return {
    progress,
    ended: ended.promise,
    signal: abort.signal,
    begin: (status, headers) => void response.writeHead(status, { 'x-amzn-requestid': randomUUID(), ...headers }),
    async write(bytes) {
      abort.signal.throwIfAborted();
      progress.writes += 1;
      progress.bytes += bytes.length;
      if (!response.write(bytes)) await drain();
      else if (progress.writes % writesPerTurn === 0) await setImmediate();
    },
    end() {
      isWhole = true;
      response.end();
    },
    cut() {
      leave('broken-off');
      socket.destroy();
    },
    reset() {
      leave('broken-off');
      socket.resetAndDestroy();
    },
  };

  async function drain(): Promise<void> {
    progress.isPaused = true;
    try {
      await once(response, 'drain', { signal: abort.signal });
    } finally {
      progress.isPaused = false;
    }
  }
}
