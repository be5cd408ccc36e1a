import type { Config } from '../config.ts';
import { type Conversations, openConversations } from '../conversations/conversations.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Reply } from '../http/respond.ts';
import type { Table } from '../table/table.ts';
import type { Clock } from '../time/clock.ts';
import { type Action, actOn } from './conversations/act.ts';
import { actOnResponse, type StoredAction } from './openai-responses/stored/act.ts';
import type { ParseConfig } from './protocol.ts';
import { resume } from './ui-messages/resume.ts';

/** Conversations, with what each protocol does with what is kept. One module: in more, the code that all deployments load would be in more files. */
export interface Kept extends Pick<Conversations, 'wrapper' | 'toTurn' | 'find'> {
  readonly act: Acting<Action>;
  readonly actOnResponse: Acting<StoredAction>;
  /** Undefined where no answer of the chat is running. */
  readonly resume: (incoming: Incoming, config: ParseConfig, clock: Clock) => Promise<Reply | undefined>;
}

type Acting<What> = (what: What, incoming: Incoming, config: ParseConfig, clock: Clock) => Promise<Reply>;

export function openKept(
  table: Table,
  config: Pick<Config, 'maxTurns'> & { readonly conversations: NonNullable<Config['conversations']> },
): Kept {
  const conversations = openConversations(table, config);
  const { wrapper, toTurn, find } = conversations;
  return {
    wrapper,
    toTurn,
    find,
    act: (...asked) => actOn(conversations, ...asked),
    actOnResponse: (...asked) => actOnResponse(conversations, ...asked),
    resume: (...asked) => resume(conversations, ...asked),
  };
}
