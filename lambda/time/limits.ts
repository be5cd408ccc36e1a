import { type ChatEvent, isLast } from '../chat/chat-event.ts';
import { stalled } from '../chat/cut-short.ts';
import { Failure } from '../chat/failure.ts';
import type { Question, Source, Wrapper } from '../source.ts';
import { endingOf } from './ending.ts';
import { listen, type Result } from './listen.ts';
import { within } from './within.ts';

/** How long a source may take to close after its last event or an abort. */
const closingMs = 250;

/**
 * The innermost wrapper: whatever ends an answer early (`question.signal`: time is up, the caller has left; a source that
 * is silent for too long) is the `failure` that all others see. Only time spent waiting for the source counts, so that a
 * slow reader is never taken for a stalled model.
 *
 * Over HTTP/1.1 an abort of ours surfaces as ECONNRESET; here it is known for what it is. A source that has its stop
 * reason ends well even then.
 */
export function limits({ upstreamIdleMs }: { readonly upstreamIdleMs: number }): Wrapper {
  return (inner) => (question) => limit(inner, question, upstreamIdleMs);
}

function limit(inner: Source, question: Question, idleMs: number): AsyncIterableIterator<ChatEvent> {
  const call = new AbortController();
  const abort = () => call.abort(question.signal.reason);
  question.signal.addEventListener('abort', abort);
  if (question.signal.aborted) abort();
  const source = inner({ ...question, signal: call.signal })[Symbol.asyncIterator]();
  let listening: ReturnType<typeof listen> | undefined;
  let closing: Promise<unknown> | undefined;

  const startListening = () =>
    listen(source, {
      signal: call.signal,
      graceMs: closingMs,
      tickMs: Math.min(1000, idleMs / 4),
      tick(waitedMs) {
        if (waitedMs >= idleMs) call.abort(stalled(idleMs));
        return undefined;
      },
      hear,
    });
  function hear(result: Result | undefined, thrown?: unknown): Result {
    const isBroken = !result || result.done === true || (result.value.type === 'failure' && call.signal.aborted);
    const value = isBroken ? endingOf(call.signal, thrown) : result.value;
    if (isLast(value)) void close(value.type === 'message-stop');
    return { done: false, value };
  }
  function close(isWhole: boolean): Promise<unknown> {
    if (closing) return closing;
    listening?.stop();
    if (!isWhole) call.abort(new Failure('cancelled', 'the answer is no longer wanted'));
    // A source that is read to its close leaves its connection for the next request. What it throws now is no news, but
    // unhandled it would end the process.
    const closed = Promise.resolve(isWhole ? source.next() : source.return?.()).catch(() => undefined);
    closing = within(closingMs, closed).finally(() => {
      question.signal.removeEventListener('abort', abort);
      // With a reason of its own: the default one is an error with a stack, for every request.
      call.abort('over');
    });
    return closing;
  }
  async function end(): Promise<Result> {
    await close(false);
    return { done: true, value: undefined };
  }

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next(): Promise<Result> {
      if (closing) return end();
      listening ??= startListening();
      return listening.next();
    },
    return: end,
  };
}
