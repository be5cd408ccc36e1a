import { createHmac, randomUUID } from 'node:crypto';
import type { RuntimeConfig } from '../../models/names.ts';
import type { Question } from '../../source.ts';

/** Where an agent elsewhere answers: a session has a machine of its own. */
export interface Session {
  /** 33 to 100 letters, digits and dashes. */
  readonly id: string;
  /** Whether it goes on after the answer: the next question of its conversation comes to the same machine. */
  readonly isKept: boolean;
}

/**
 * A conversation's session has an id that is made of who asks and of its conversation, so that nobody can name another's: a client's own id of a
 * chat only tells that caller's chats apart. Callers whom nobody knows have none.
 */
export function sessionOf(
  { caller, chatId, turn }: Pick<Question, 'caller' | 'chatId' | 'turn'>,
  { arn, qualifier, session }: Pick<RuntimeConfig, 'arn' | 'qualifier' | 'session'>,
): Session {
  // One that only an idempotency key made is nobody's conversation.
  const conversation = (turn?.isListed ? turn.place.conversation : undefined) ?? chatId;
  if (session === 'answer' || conversation === undefined || caller.kind === 'anyone')
    return { id: randomUUID(), isKept: false };
  const id = createHmac('sha256', arn)
    .update(JSON.stringify([caller.id, conversation, qualifier]))
    .digest('hex');
  return { id, isKept: true };
}
