import type { Conversation } from '../conversation/conversation.ts';

/** Where conversations are saved. */
export interface History {
  /** All saved conversations, in any order. */
  list(): Promise<readonly Conversation[]>;
  /** Replaces what was saved under its id. */
  save(conversation: Conversation): Promise<void>;
  remove(id: string): Promise<void>;
}
