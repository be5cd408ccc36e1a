import type { Model } from '../../api/list-models.ts';
import type { PageEvent } from '../../api/ask.ts';
import type { Problem } from '../../api/problem.ts';
import type { Conversation } from '../conversation/conversation.ts';

/** Where conversations are kept, and what has to be sent for their next answer. */
export interface History {
  /** A page of what is kept, in any order. @param from where it begins: the `next` of the page before */
  list(from?: string): Promise<HistoryPage>;
  /** The whole of a conversation that a list only names. Left out where lists have them whole. */
  readonly open?: (id: string) => Promise<Conversation | Problem>;
  /** The answer that the conversation waits for: asks its last question, or follows an answer that runs already. Never throws. */
  answer(
    conversation: Conversation,
    model: Model | undefined,
    signal: AbortSignal,
  ): AsyncIterable<readonly PageEvent[]>;
  /** Replaces what was saved under its id. */
  save(conversation: Conversation): Promise<void>;
  remove(id: string): Promise<void>;
  /** Everything, for a file. Left out where lists have it. */
  readonly all?: () => Promise<readonly Conversation[]>;
  /** Whoever it belongs to is not in: nothing of it may be shown. */
  readonly isHidden?: boolean;
}

export interface HistoryPage {
  readonly conversations: readonly Conversation[];
  /** Where the next page begins, if there is one. */
  readonly next?: string;
}
