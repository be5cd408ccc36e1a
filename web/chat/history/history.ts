import type { Conversation } from '../conversation/conversation.ts';

/** Where conversations are kept. */
export interface History {
  /** Those that are kept, in any order. */
  list(): Promise<readonly Conversation[]>;
  /** In place of what was kept under its id. */
  save(conversation: Conversation): Promise<void>;
  remove(id: string): Promise<void>;
}
