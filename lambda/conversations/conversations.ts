import type { TextContent } from '../chat/content.ts';
import { Failure } from '../chat/failure.ts';
import type { Config } from '../config.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Wrapper } from '../source.ts';
import type { Item } from '../table/item.ts';
import type { Table } from '../table/table.ts';
import type { AskedTurn, Place, TurnPlace } from '../asked-turn.ts';
import { asked, toFailure } from './failures.ts';
import { foundTurn, type FoundTurn } from './turns/found-turn.ts';
import { getHead, type Head, type HeadPage, listHeads, rename } from './heads.ts';
import { isConversationId } from '../http/conversation-id.ts';
import { isTurnId } from './ids.ts';
import { type ImportedTurn, importTurns } from './import-turns.ts';
import { keep } from './keep.ts';
import { remove, removeAll, removeTurn } from './remove.ts';
import { getSystem, noSystem } from './history/system-prompt.ts';
import { type Asked, toTurn } from './to-turn.ts';
import { allTurnsOf, getTurn } from './turns/read-turns.ts';
import { statusOf, type Turn } from './turns/turn.ts';

/** What callers have asked and been answered. All of it is by caller: another's is not there. What rejects is a `Failure`. */
export interface Conversations {
  readonly wrapper: Wrapper;
  readonly toTurn: (asked: Asked, incoming: Incoming, protocol: string) => AskedTurn | undefined;
  readonly list: (
    caller: string,
    page: { readonly limit: number; readonly after?: Item | undefined },
  ) => Promise<HeadPage>;
  readonly get: (place: Place) => Promise<Head>;
  /** Its system prompt; empty, if it has none. */
  readonly system: (place: Place) => Promise<readonly TextContent[]>;
  /** Its turns, in the order in which they began. */
  readonly turns: (place: Place) => AsyncIterable<FoundTurn>;
  readonly find: (place: TurnPlace) => Promise<FoundTurn>;
  /** The last turn, if it still runs. */
  readonly findRunning: (place: Place) => Promise<FoundTurn | undefined>;
  readonly rename: (place: Place, title: string) => Promise<void>;
  readonly remove: (place: Place) => Promise<void>;
  readonly removeTurn: (place: TurnPlace) => Promise<void>;
  /** Keeps what was kept elsewhere. The conversation's id. */
  readonly import: (
    caller: string,
    conversation: { readonly title: string | undefined; readonly turns: readonly ImportedTurn[] },
  ) => Promise<string>;
  /** How many there were. */
  readonly removeAll: (caller: string) => Promise<number>;
}

export function openConversations(
  table: Table,
  {
    conversations,
    maxTurns,
  }: Pick<Config, 'maxTurns'> & { readonly conversations: NonNullable<Config['conversations']> },
  now: () => number = Date.now,
): Conversations {
  const options = { ...conversations, maxTurns };

  const toFound = (place: TurnPlace, turn: Turn) => foundTurn(table, place, turn, now);

  async function get(place: Place): Promise<Head> {
    const head = isConversationId(place.conversation) && (await asked(getHead(table, place, now())));
    if (!head) throw notFound('conversation');
    return head;
  }

  async function find(place: TurnPlace): Promise<FoundTurn> {
    const isId = isConversationId(place.conversation) && isTurnId(place.turn);
    const turn = isId && (await asked(getTurn(table, place, now())));
    if (!turn) throw notFound('turn');
    return toFound(place, turn);
  }

  return {
    wrapper: (inner) => (question) =>
      question.turn ? keep(inner, question, question.turn, table, options, now) : inner(question),
    toTurn: (request, incoming, protocol) => toTurn(request, incoming, protocol, now()),
    list: (caller, page) => asked(listHeads(table, caller, page, now())),
    get,
    find,

    async system(place) {
      const isId = isConversationId(place.conversation);
      const { text } = isId ? await asked(getSystem(table, place, now())) : noSystem;
      return text === '' ? [] : JSON.parse(text);
    },

    async *turns(place) {
      try {
        for await (const turn of allTurnsOf(table, place, now)) yield toFound({ ...place, turn: turn.id }, turn);
      } catch (error) {
        throw toFailure(error);
      }
    },

    async findRunning(place) {
      const head = isConversationId(place.conversation) && (await asked(getHead(table, place, now())));
      const of = head && { ...place, turn: head.last };
      const turn = of && (await asked(getTurn(table, of, now())));
      return turn && statusOf(turn, now()) === 'running' ? toFound(of, turn) : undefined;
    },

    async rename(place, title) {
      if (!isConversationId(place.conversation) || !(await asked(rename(table, place, title))))
        throw notFound('conversation');
    },

    async remove(place) {
      if (!isConversationId(place.conversation) || !(await asked(remove(table, place, now()))))
        throw notFound('conversation');
    },

    async removeTurn(place) {
      const isId = isConversationId(place.conversation) && isTurnId(place.turn);
      if (!isId || !(await asked(removeTurn(table, place, now())))) throw notFound('turn');
    },

    import: (caller, conversation) => asked(importTurns(table, caller, conversation, { ...options, now })),
    removeAll: (caller) => asked(removeAll(table, caller, now())),
  };
}

function notFound(what: 'conversation' | 'turn'): Failure {
  return new Failure('not-found', `id: you have no such ${what}, or it is no longer kept`, { field: 'id' });
}
