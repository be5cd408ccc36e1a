import { type ChatEvent, isLast, type Told } from '../chat/chat-event.ts';
import { type Clock, gone } from './clock.ts';
import { endingOf } from './ending.ts';
import { listen, type Result } from './listen.ts';
import { within } from './within.ts';

export interface Pace {
  /** How long to wait for the first event before the response starts without it. Formats with a heartbeat only. */
  readonly commitAfterMs?: number;
  /** How long the client may hear nothing, which is more than no event: some events say nothing. */
  readonly heartbeatMs?: number;
}

/** After an abort a source has 250 ms, and wrappers as much again. Then the failure comes from here, or one that hangs would hide it. */
const graceMs = 500;
/** How long wrappers may take to settle. */
const settlingMs = 1_000;

/** An answer as the response wants it. */
export interface PacedAnswer {
  readonly events: AsyncIterable<ChatEvent>;
  /** What `message-start` told, if it has come. */
  readonly told: Told;
  /** Resolves, in bounded time, when the wrappers have settled. Throws what they threw. */
  close(): Promise<void>;
}

/**
 * The outermost of all: adds `silence` when the client would hear nothing, which also starts the response when the model
 * takes long; refuses, by throwing, what fails before the first byte; and ends in time though a wrapper hangs.
 */
export function keepPace(wrapped: AsyncIterable<ChatEvent>, clock: Clock, pace: Pace): PacedAnswer {
  const { commitAfterMs = Infinity, heartbeatMs = Infinity } = pace;
  const tickMs = Math.min(1000, commitAfterMs / 4, heartbeatMs / 4);
  const source = wrapped[Symbol.asyncIterator]();
  let told: Told = {};
  let isOver = false;
  const listening = listen(source, {
    signal: clock.signal,
    graceMs,
    tickMs,
    tick() {
      const quietMs = clock.hasBegun ? heartbeatMs : commitAfterMs;
      return clock.silentMs() >= quietMs - tickMs ? { done: false, value: { type: 'silence' } } : undefined;
    },
    hear(result, thrown) {
      const value = result?.done === false ? result.value : endingOf(clock.signal, thrown);
      if (value.type === 'message-start') told = value;
      isOver = isLast(value);
      if (value.type === 'failure' && !clock.hasBegun) return Promise.reject(value.failure);
      return { done: false, value };
    },
  });
  const next = (): Promise<Result> => (isOver ? Promise.resolve({ done: true, value: undefined }) : listening.next());

  return {
    events: { [Symbol.asyncIterator]: () => ({ next }) },
    get told() {
      return told;
    },
    async close() {
      listening.stop();
      // The caller has left, or nothing was ever asked: nobody reads what the model would still say.
      if (!isOver) clock.abort(gone());
      let failed: { readonly error: unknown } | undefined;
      const settled = Promise.resolve(source.return?.()).catch((error: unknown) => void (failed = { error }));
      await within(settlingMs, settled);
      if (failed) throw failed.error;
    },
  };
}
