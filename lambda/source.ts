import type { Caller } from './access/caller.ts';
import { around } from './around.ts';
import type { ChatEvent } from './chat/chat-event.ts';
import type { ChatRequest } from './chat/chat-request.ts';
import type { Model } from './models/resolve-model.ts';

/** What can be asked: an answer, or what its prompt would be charged for. */
export type Operation = 'converse' | 'count-tokens';

/** One question on its way to its answer. A wrapper hands it on, as it is or changed. */
export interface Question {
  /** The request's. */
  readonly id: string;
  readonly caller: Caller;
  readonly operation: Operation;
  readonly chat: ChatRequest & { readonly maxTokens: number };
  readonly model: Model;
  /** Its reason is the `Failure` that ends the answer. */
  readonly signal: AbortSignal;
}

/**
 * Whatever answers: a model of Bedrock's, later an agent. Called, it may start what it reads; the model is asked when the
 * first event is pulled. It yields a normalized sequence (chat-event.ts) and never throws. Who calls a source closes it,
 * pulled or not.
 */
export type Source = (question: Question) => AsyncIterable<ChatEvent>;

/** What stands around a source and sees the question before, each event after, and the end. `around.ts` makes one. */
export type Wrapper = (inner: Source) => Source;

/** The outermost first. */
export function wrap(source: Source, wrappers: readonly Wrapper[]): Source {
  return wrappers.reduceRight((inner, wrapper) => safely(wrapper(inner)), safely(source));
}

/** One that throws when it is called fails as any other: what stands outside may have begun something already. */
function safely(source: Source): Source {
  return (question) => {
    try {
      return source(question);
    } catch (error) {
      return around(() => Promise.reject(error), {});
    }
  };
}
