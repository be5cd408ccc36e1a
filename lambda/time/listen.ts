import type { ChatEvent } from '../chat/chat-event.ts';
import type { Clock } from './clock.ts';
import { Failure } from '../chat/failure.ts';

export interface Pace {
  /** How long the source may be silent before the answer is `stalled`. */
  readonly upstreamIdleMs: number;
  /** How long to wait for the first event before `message-start` is said without it. Forms with a heartbeat only. */
  readonly commitAfterMs?: number;
  /** How long the client may hear nothing, which is more than no event: some events say nothing. */
  readonly heartbeatMs?: number;
}

export type Heard = IteratorResult<ChatEvent> | 'silence' | 'aborted';

/** How long a source that was aborted, or that has said its last event, may take to close. */
const closingMs = 250;

/** Waits for a source, and hears silence and aborts too. One timer for the whole answer: a new one costs as much as a delta. */
export function listen(source: AsyncIterator<ChatEvent>, clock: Clock, pace: Pace) {
  const { upstreamIdleMs, commitAfterMs = Infinity, heartbeatMs = Infinity } = pace;
  const tickMs = Math.min(1000, upstreamIdleMs / 4, commitAfterMs / 4, heartbeatMs / 4);
  let pending: Promise<IteratorResult<ChatEvent>> | undefined;
  let wake: ((heard: Heard) => void) | undefined;
  let askedMs = 0;
  let closesMs: number | undefined;
  let closing: NodeJS.Timeout | undefined;

  function ring(heard: Heard): void {
    wake?.(heard);
    wake = undefined;
  }
  function tick(): void {
    if (!wake || closesMs !== undefined) return;
    const quietMs = clock.hasBegun ? heartbeatMs : commitAfterMs;
    if (performance.now() - askedMs >= upstreamIdleMs) clock.abort(stalled(upstreamIdleMs));
    else if (clock.silentMs() >= quietMs - tickMs) ring('silence');
  }
  /** From here on the source has `closingMs`. */
  function close(): void {
    closesMs ??= performance.now() + closingMs;
    clearTimeout(closing);
    closing = setTimeout(() => ring('aborted'), Math.max(0, closesMs - performance.now()));
  }
  function next(): Promise<Heard> {
    return new Promise((resolve, reject) => {
      wake = resolve;
      if (!pending) {
        pending = source.next();
        askedMs = performance.now();
      }
      if (closesMs !== undefined) close();
      // After a `silence` the same answer is still awaited: only the latest waiter takes it.
      pending.then((result) => {
        if (wake !== resolve) return;
        pending = undefined;
        ring(result);
      }, reject);
    });
  }
  clock.signal.addEventListener('abort', close);
  const ticking = setInterval(tick, tickMs);

  return {
    next,
    closed() {
      close();
      return next();
    },
    stop() {
      clearInterval(ticking);
      clearTimeout(closing);
      clock.signal.removeEventListener('abort', close);
    },
  };
}

function stalled(upstreamIdleMs: number): Failure {
  return new Failure(
    'stalled',
    `nothing came from the model for ${upstreamIdleMs / 1000} s and it was given up: try again`,
  );
}
