import type { ChatEvent } from './chat/chat-event.ts';
import { incomplete, stalled } from './chat/cut-short.ts';
import type { Failure } from './chat/failure.ts';
import type { Question, Source } from './source.ts';
import { within } from './time/within.ts';

type Result = IteratorResult<ChatEvent>;

/** An answer whose first event is there. */
interface Begun {
  readonly first: Result;
  /** What comes after it. */
  readonly events: AsyncIterableIterator<ChatEvent>;
}

/** Asks, and gives up a source that is silent for longer than `limitMs`. */
export async function begin(source: Source, question: Question, limitMs?: number): Promise<Begun> {
  const own = new AbortController();
  const signal = AbortSignal.any([question.signal, own.signal]);
  const iterator = source({ ...question, signal })[Symbol.asyncIterator]();
  const events = { [Symbol.asyncIterator]: () => events, next: () => iterator.next(), return: () => end(iterator) };
  const first = limitMs === undefined ? await events.next() : await within(limitMs, events.next());
  if (first) return { first, events };
  const failure = stalled(limitMs ?? 0);
  own.abort(failure);
  return { first: { done: false, value: { type: 'failure', failure } }, events };
}

/** Why it is no answer, if it is none. */
export function failureOf({ first }: Begun): Failure | undefined {
  if (first.done === true) return incomplete();
  return first.value.type === 'failure' ? first.value.failure : undefined;
}

/** The whole answer again, its first event included. */
export function resume({ first, events }: Begun): AsyncIterableIterator<ChatEvent> {
  let taken: Result | undefined = first;
  const answer = {
    [Symbol.asyncIterator]: () => answer,
    next(): Promise<Result> {
      if (taken === undefined) return events.next();
      const result = taken;
      taken = undefined;
      return Promise.resolve(result);
    },
    return: () => end(events),
  };
  return answer;
}

async function end(iterator: AsyncIterator<ChatEvent>): Promise<Result> {
  return (await iterator.return?.()) ?? { done: true, value: undefined };
}
