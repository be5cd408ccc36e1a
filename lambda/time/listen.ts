import type { ChatEvent } from '../chat/chat-event.ts';

export type Result = IteratorResult<ChatEvent>;

interface Listener {
  readonly signal: AbortSignal;
  /** How long after an abort the source may still send its own last event. */
  readonly graceMs: number;
  readonly tickMs: number;
  /** Called now and then while an event is awaited; what it returns takes the event's place. */
  readonly tick: (waitedMs: number) => Result | undefined;
  /** Turns a result of the source into one of ours. There is none when the source was aborted or threw. */
  readonly hear: (result: Result | undefined, thrown?: unknown) => Result | Promise<Result>;
}

/**
 * Waits for a source, and never for longer than it has:
 *
 *     reader ── next() ──▶ listen ── next() ──▶ source
 *            ◀── hear(…) ──        ◀── event ──
 *                             ▲ tick: silence is heard, or aborts
 *                             ▲ abort: after graceMs an ending is heard
 *
 * Whichever comes first answers the reader. An event that comes after that is kept for the next `next`. One timer for the
 * whole answer and one promise for an event: a new timer costs as much as a delta.
 */
export function listen(source: AsyncIterator<ChatEvent>, { signal, graceMs, tickMs, tick, hear }: Listener) {
  let asked: Promise<Result> | undefined;
  let answer: ((result: Result | Promise<Result>) => void) | undefined;
  let askedMs = 0;
  let endsMs: number | undefined;
  let ending: NodeJS.Timeout | undefined;

  function say(result: Result | Promise<Result>): void {
    answer?.(result);
    answer = undefined;
  }
  /** Only a reader that waits is told: one that still takes the event before asks again, and is told then. */
  function end(): void {
    endsMs ??= performance.now() + graceMs;
    clearTimeout(ending);
    ending = setTimeout(() => answer && say(hear(undefined)), Math.max(0, endsMs - performance.now()));
  }
  const ticking = setInterval(() => {
    const heard = answer && endsMs === undefined && tick(performance.now() - askedMs);
    if (heard) say(heard);
  }, tickMs);
  signal.addEventListener('abort', end);

  return {
    next: (): Promise<Result> =>
      new Promise((resolve) => {
        answer = resolve;
        if (asked === undefined) {
          askedMs = performance.now();
          asked = source.next();
        }
        if (signal.aborted) end();
        // After a tick that was heard the same event is still awaited: only the latest reader takes it.
        asked.then(
          (result) => {
            if (answer !== resolve) return;
            asked = undefined;
            say(hear(result));
          },
          (error: unknown) => answer === resolve && say(hear(undefined, error)),
        );
      }),
    stop(): void {
      clearInterval(ticking);
      clearTimeout(ending);
      signal.removeEventListener('abort', end);
    },
  };
}
