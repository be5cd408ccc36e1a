import type { Conversations } from '../../conversations/conversations.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { Reply } from '../../http/respond.ts';
import type { Clock } from '../../time/clock.ts';
import { contextOf, tellAgain } from '../kept-answer.ts';
import type { ParseConfig } from '../protocol.ts';
import { streamFormat } from './answer/encode-parts.ts';

/** The running answer of a chat from its beginning, as `useChat` wants it; undefined where none is running. */
export async function resume(
  conversations: Conversations,
  incoming: Incoming,
  pace: ParseConfig,
  clock: Clock,
): Promise<Reply | undefined> {
  const { caller, pathParameters } = incoming;
  const found = await conversations.findRunning({ caller: caller.id, conversation: pathParameters['id'] ?? '' });
  return found && tellAgain(found, streamFormat, { context: await contextOf(found), incoming, clock, pace });
}
