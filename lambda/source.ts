import type { Caller } from './access/caller.ts';
import { around } from './around.ts';
import type { ChatEvent } from './chat/chat-event.ts';
import type { ChatRequest } from './chat/chat-request.ts';
import type { Model } from './models/resolve-model.ts';

/** What can be asked for: an answer, or the number of tokens in its prompt. */
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
 * Answers a question: a Bedrock model, later an agent. The call may start reads; the model is asked when the first event is
 * pulled. It yields a normalized sequence (chat-event.ts) and never throws. Its caller closes it, even if it was never
 * pulled.
 */
export type Source = (question: Question) => AsyncIterable<ChatEvent>;

/** What stands around a source and sees the question before, each event after, and the end. `around.ts` makes one. */
export type Wrapper = (inner: Source) => Source;

/** The outermost first. */
export function wrap(source: Source, wrappers: readonly Wrapper[]): Source {
  return wrappers.reduceRight((inner, wrapper) => safely(wrapper(inner)), safely(source));
}

/** A source that throws when it is called becomes one that fails: wrappers outside may already have begun something. */
function safely(source: Source): Source {
  return (question) => {
    try {
      return source(question);
    } catch (error) {
      return around(() => Promise.reject(error), {});
    }
  };
}
