import type { Caller } from './access/caller.ts';
import { around } from './around.ts';
import type { ChatEvent } from './chat/chat-event.ts';
import type { ChatRequest } from './chat/chat-request.ts';
import type { FailureKind } from './chat/failure.ts';
import type { AskedTurn } from './asked-turn.ts';
import type { Embedding } from './embedding.ts';
import type { Model } from './models/resolve-model.ts';

/** What can be asked for: an answer, the number of tokens in its prompt, or vectors of texts. */
export type Operation = 'converse' | 'count-tokens' | 'embed';

/** One question on its way to its answer. A wrapper hands it on, as it is or changed. */
export interface Question {
  /** The request's. */
  readonly id: string;
  /** When API Gateway received it: whatever tells of the answer later has the time that its client was told. */
  readonly askedMs: number;
  readonly caller: Caller;
  readonly operation: Operation;
  readonly chat: ChatRequest & { readonly maxTokens: number };
  /** The client's own id of the chat that it belongs to. */
  readonly chatId?: string | undefined;
  /** Which turn of a conversation it is, where conversations are kept. */
  readonly turn?: AskedTurn | undefined;
  readonly model: Model;
  /** What is asked for, where that is vectors. Its texts are those of the chat. */
  readonly embedding?: Embedding | undefined;
  /** Its reason is the `Failure` that ends the answer. */
  readonly signal: AbortSignal;
  /** Tells the log what only a wrapper knows; until the answer is closed. */
  readonly note: (noted: Noted) => void;
}

/** What wrappers tell the log of an answer. */
export interface Noted {
  /** Which model was asked, where another name was: its answer's start says so too, if it comes. */
  readonly servedBy?: string;
  /** US dollars. Left out when the price of a model that answered is not known. */
  readonly costUsd?: number;
  /** What was charged against the caller's budget, with all tokens of the prompt. */
  readonly chargedTokens?: number;
  /** Whether that, and the cost, is estimated from what was asked and written: the answer ended before Bedrock told its usage. */
  readonly isEstimated?: boolean;
  /** Whether what was held could not be settled: the table did not answer. It ends by itself. */
  readonly isUnsettled?: boolean;
  /** Whether its conversation does not have it: the table did not answer, or the conversation was deleted meanwhile. */
  readonly isUnkept?: boolean;
  /** Whether it was answered before, under the same idempotency key. */
  readonly isReplay?: boolean;
  /** How many passages of documents the model was given. */
  readonly sources?: number;
  /** Why documents could not be searched, of an answer without them. */
  readonly searchFailure?: FailureKind;
  /** How often an agent asked its model. */
  readonly steps?: number;
  /** Which calls of an agent's tools failed, and why: `search: timeout`. */
  readonly failedTools?: readonly string[];
  /** Whether an agent elsewhere could not be told to stop: what it began may go on there, and cost, until it is idle for long enough. */
  readonly isSessionLeft?: boolean;
  /** Whether its caller could not have cancelled it: the table did not answer. */
  readonly isUncancellable?: boolean;
}

/**
 * Answers a question: a Bedrock model, or an agent. The call may start reads; the model is asked when the first event is
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
