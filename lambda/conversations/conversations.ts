import type { ChatEvent } from '../chat/chat-event.ts';
import type { TextContent } from '../chat/content.ts';
import { Failure } from '../chat/failure.ts';
import type { Config } from '../config.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Wrapper } from '../source.ts';
import type { Item } from '../table/item.ts';
import type { Table } from '../table/table.ts';
import type { AskedTurn, Place, TurnPlace } from '../asked-turn.ts';
import { toFailure } from './failures.ts';
import { follow, soFar } from './turns/follow.ts';
import { getHead, type Head, type HeadPage, listHeads, rename } from './heads.ts';
import { isConversationId } from '../http/conversation-id.ts';
import { isTurnId } from './ids.ts';
import { type ImportedTurn, importTurns } from './import-turns.ts';
import { keep } from './keep.ts';
import { remove, removeAll, removeTurn } from './remove.ts';
import { getSystem, noSystem } from './history/system-prompt.ts';
import { type Asked, toTurn } from './to-turn.ts';
import { type AskedQuestion, readQuestionText } from './turns/question-text.ts';
import { allTurnsOf, getTurn, questionOf } from './turns/read-turns.ts';
import { type Status, statusOf, type Turn } from './turns/turn.ts';

/** A turn that was found, with a way to read it. */
export interface FoundTurn {
  readonly place: TurnPlace;
  readonly turn: Turn;
  readonly status: Status;
  readonly question: () => Promise<AskedQuestion>;
  /** What was kept until now. */
  readonly soFar: () => AsyncIterable<ChatEvent>;
  /** What is there, then the rest as it is kept, then its end. */
  readonly follow: (signal: AbortSignal) => AsyncIterable<ChatEvent>;
}

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

  function toFound(place: TurnPlace, turn: Turn): FoundTurn {
    return {
      place,
      turn,
      status: statusOf(turn, now()),
      question: async () => readQuestionText(await asked(questionOf(table, place, turn))),
      soFar: () => telling(soFar(table, place, turn, now), place),
      follow: (signal) => telling(follow(table, place, turn, signal, now), place),
    };
  }

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

/** Says which turn it is, as it was said at first. */
async function* telling(
  events: AsyncIterable<ChatEvent>,
  { conversation, turn }: TurnPlace,
): AsyncGenerator<ChatEvent> {
  try {
    for await (const event of events) {
      yield event.type === 'message-start' ? { ...event, turn: { conversation, id: turn } } : event;
    }
  } catch (error) {
    throw toFailure(error);
  }
}

/** What the table answers, or a failure that says that it can't be asked. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw toFailure(error);
  }
}

function notFound(what: 'conversation' | 'turn'): Failure {
  return new Failure('not-found', `id: you have no such ${what}, or it is no longer kept`, { field: 'id' });
}
