import type { Config } from '../config.ts';
import { type ChatEvent, isLast } from '../chat/chat-event.ts';
import type { Clock } from './clock.ts';
import { Failure } from '../chat/failure.ts';
import { type Heard, listen, type Pace } from './listen.ts';
import { toFailure } from '../bedrock/to-failure.ts';

export function toPace({ upstreamIdleMs, commitAfterMs, heartbeatMs }: Config, hasHeartbeat: boolean): Pace {
  return hasHeartbeat ? { upstreamIdleMs, commitAfterMs, heartbeatMs } : { upstreamIdleMs };
}

/**
 * The same events, with time added: `silence` when nothing comes, and a `failure` when the clock's signal aborts or the
 * source is silent for too long. Only time spent waiting for the source counts, so that a slow reader is never taken
 * for a stalled model.
 *
 * Over HTTP/1.1 an abort of ours surfaces as ECONNRESET; here it is known for what it is. A source that has its stop
 * reason ends well even then.
 */
export async function* keepTime(events: AsyncIterable<ChatEvent>, clock: Clock, pace: Pace): AsyncGenerator<ChatEvent> {
  const source = events[Symbol.asyncIterator]();
  const ear = listen(source, clock, pace);
  let hasStarted = false;
  let isOver = false;
  try {
    while (!isOver) {
      const event = toEvent(await ear.next(), clock.signal, hasStarted);
      if (!hasStarted || event.type !== 'message-start') yield event;
      hasStarted = true;
      isOver = isLast(event);
    }
    // A source that is read to its close leaves its connection for the next request.
    await ear.closed();
  } finally {
    ear.stop();
    // Not awaited: a source that waits for Bedrock can return only when the abort has ended that wait. What it throws
    // then is no news, but unhandled it would end the process.
    source.return?.(undefined)?.catch(() => undefined);
  }
}

function toEvent(heard: Heard, { aborted, reason }: AbortSignal, hasStarted: boolean): ChatEvent {
  if (heard === 'silence') return { type: hasStarted ? 'silence' : 'message-start' };
  const isBroken = heard === 'aborted' || heard.done === true || heard.value.type === 'failure';
  if (isBroken && aborted) return { type: 'failure', failure: toFailure(reason, 'internal') };
  if (heard === 'aborted' || heard.done === true) {
    return { type: 'failure', failure: new Failure('truncated', 'the answer broke off: try again') };
  }
  return heard.value;
}
