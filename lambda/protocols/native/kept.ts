import type { Told } from '../../chat/chat-event.ts';

/** Of an answer in a conversation: which turn it is, and whether the same request got it before. */
export interface Kept {
  readonly conversationId?: string;
  readonly turn?: string;
  readonly replayed?: true;
}

export function toKept({ turn, isReplay }: Told): Kept {
  return { ...(turn && { conversationId: turn.conversation, turn: turn.id }), ...(isReplay && { replayed: true }) };
}

/** Whether it could not be kept in its conversation. */
export interface Unkept {
  readonly kept?: false;
}

export function toUnkept(isUnkept: true | undefined): Unkept {
  return isUnkept ? { kept: false } : {};
}
