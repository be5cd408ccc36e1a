import type { Config } from '../config.ts';
import { type ChatEvent, isLast } from './chat-event.ts';
import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';
import { toFailure } from './to-failure.ts';

export interface Pace {
  /** How long the source may be silent before the answer is `stalled`. */
  readonly upstreamIdleMs: number;
  /** How long to wait for the first event before `message-start` is said without it. Forms with a heartbeat only. */
  readonly commitAfterMs?: number;
  /** How long nothing may be said between two events. Forms with a heartbeat only. */
  readonly heartbeatMs?: number;
}

export function toPace({ upstreamIdleMs, commitAfterMs, heartbeatMs }: Config, hasHeartbeat: boolean): Pace {
  return hasHeartbeat ? { upstreamIdleMs, commitAfterMs, heartbeatMs } : { upstreamIdleMs };
}

/**
 * The same events, with time added: `silence` when nothing comes, and a `failure` as soon as the clock's signal aborts
 * or the source is silent for too long. Only time spent waiting for the source counts, so that a slow reader is never
 * taken for a stalled model.
 *
 * Over HTTP/1.1 an abort of ours surfaces as ECONNRESET; here it is known for what it is.
 */
export async function* keepTime(events: AsyncIterable<ChatEvent>, clock: Clock, pace: Pace): AsyncGenerator<ChatEvent> {
  const source = events[Symbol.asyncIterator]();
  const ear = listen(clock, pace);
  let hasStarted = false;
  let isOver = false;
  try {
    for (;;) {
      const heard = await ear.next(source);
      // After the last event the source only closes, or doesn't.
      if (isOver) return;
      if (heard === 'aborted') {
        yield { type: 'failure', failure: toFailure(clock.signal.reason, 'internal') };
        return;
      }
      if (heard === 'silence') {
        yield { type: hasStarted ? 'silence' : 'message-start' };
      } else if (heard.done) {
        return;
      } else if (!hasStarted || heard.value.type !== 'message-start') {
        yield heard.value;
        isOver = isLast(heard.value);
      }
      hasStarted = true;
    }
  } finally {
    ear.stop();
    // Not awaited: a source that waits for Bedrock can return only when the abort has ended that wait. What it throws
    // then is no news, but unhandled it would end the process.
    source.return?.(undefined)?.catch(() => undefined);
  }
}

type Heard = IteratorResult<ChatEvent> | 'silence' | 'aborted';

/** Waits for a source, and hears silence and aborts too. One timer for the whole answer: a new one costs as much as a delta. */
function listen(clock: Clock, { upstreamIdleMs, commitAfterMs = Infinity, heartbeatMs = Infinity }: Pace) {
  const tickMs = Math.min(1000, upstreamIdleMs / 4, commitAfterMs / 4, heartbeatMs / 4);
  let pending: Promise<IteratorResult<ChatEvent>> | undefined;
  let wake: ((heard: Heard) => void) | undefined;
  let askedMs = 0;
  let saidMs = performance.now();
  let quietMs = commitAfterMs;

  function ring(heard: Heard): void {
    saidMs = performance.now();
    quietMs = heartbeatMs;
    wake?.(heard);
    wake = undefined;
  }
  function tick(): void {
    if (!wake) return;
    const nowMs = performance.now();
    if (nowMs - askedMs >= upstreamIdleMs) {
      const message = `the model was silent for ${upstreamIdleMs / 1000} s and was given up: try again`;
      clock.abort(new Failure('stalled', message));
    } else if (nowMs - saidMs >= quietMs - tickMs) ring('silence');
  }
  const onAbort = () => ring('aborted');
  clock.signal.addEventListener('abort', onAbort);
  const ticking = setInterval(tick, tickMs);

  return {
    next(source: AsyncIterator<ChatEvent>): Promise<Heard> {
      if (clock.signal.aborted) return Promise.resolve('aborted');
      return new Promise((resolve, reject) => {
        wake = resolve;
        if (!pending) {
          pending = source.next();
          askedMs = performance.now();
        }
        // After a `silence` the same answer is still awaited: only the latest waiter takes it.
        pending.then((result) => {
          if (wake !== resolve) return;
          pending = undefined;
          ring(result);
        }, reject);
      });
    },
    stop() {
      clearInterval(ticking);
      clock.signal.removeEventListener('abort', onAbort);
    },
  };
}
