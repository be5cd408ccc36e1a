import type { Place } from '../asked-turn.ts';
import type { Item } from '../table/item.ts';
import type { Table } from '../table/table.ts';
import { hashOf } from './ids.ts';
import { byTime, headKey, ownPk } from './turns/keys.ts';

/** What is known of a conversation as a whole. */
export interface Head {
  readonly id: string;
  readonly title: string;
  /** In ms since 1970. */
  readonly createdMs: number;
  /** When its last turn began. */
  readonly updatedMs: number;
  /** How many were begun. */
  readonly turns: number;
  /** The last one that was begun. */
  readonly last: string;
}

/** A turn that begins. */
export interface BeginningTurn {
  readonly turn: string;
  readonly title: string;
  /** Whether the conversation must be there. Else it begins with this turn. */
  readonly isKnown: boolean;
  /** Whether lists show it. */
  readonly isListed: boolean;
  /** What the client says was said before, if it says it. */
  readonly history: string | undefined;
}

/** What came before a turn. */
export interface Before {
  /** When the conversation began: one that was deleted and begun anew is another one. */
  readonly createdMs: number;
  readonly last?: string;
  /** Whether that was asked after the same history: then this is another answer to the same question. */
  readonly isSameQuestion: boolean;
}

/** The conversation was deleted, or is being deleted. */
export class GoneError extends Error {}

/** Puts a turn at the end of its conversation. To repeat it for the same turn changes nothing. */
export async function addTurn(
  table: Table,
  place: Place,
  { turn, title, isKnown, isListed, history }: BeginningTurn,
  { nowMs, expires }: { readonly nowMs: number; readonly expires: number },
): Promise<Before> {
  const hash = history === undefined ? 'none' : hashOf(history);
  const { isDone, item } = await table.change(headKey(place), {
    expression:
      'SET title = if_not_exists(title, :title), createdMs = if_not_exists(createdMs, :now), updatedMs = :now, expires = :expires, ' +
      'turns = if_not_exists(turns, :zero) + :one, previous = if_not_exists(#last, :none), #last = :turn, ' +
      `previousHistory = if_not_exists(history, :none), history = :history${isListed ? ', listedMs = :now' : ''} REMOVE deletedMs`,
    condition:
      // A name may be used again once its conversation is gone, but not by a turn that was asked for before.
      '(attribute_not_exists(deletedMs) OR (attribute_not_exists(createdMs) AND deletedMs < :now)) AND ' +
      '(attribute_not_exists(#last) OR #last <> :turn)' +
      (isKnown ? ' AND attribute_exists(createdMs)' : ''),
    names: { '#last': 'last' },
    values: {
      ':title': title,
      ':now': nowMs,
      ':expires': expires,
      ':zero': 0,
      ':one': 1,
      ':none': 'none',
      ':turn': turn,
      ':history': hash,
    },
  });
  if (!isDone && (item['last'] !== turn || item['deletedMs'] !== undefined)) throw new GoneError();
  const { previous, previousHistory } = item;
  return {
    createdMs: Number(item['createdMs']),
    ...(typeof previous === 'string' && previous !== 'none' && { last: previous }),
    isSameQuestion: hash !== 'none' && previousHistory === hash,
  };
}

/** Whether the conversation is still the one that began then, and, if not, whether there is another one. */
export async function lookAgain(
  table: Table,
  place: Place,
  { createdMs }: Before,
): Promise<{ readonly isSame: boolean; readonly isThere: boolean }> {
  const head = await table.get(headKey(place));
  const isThere = head['createdMs'] !== undefined && head['deletedMs'] === undefined;
  return { isThere, isSame: isThere && head['createdMs'] === createdMs };
}

/** Undefined if the caller has no such conversation. */
export async function getHead(table: Table, place: Place, nowMs: number): Promise<Head | undefined> {
  return readHead(await table.get(headKey(place)), nowMs);
}

export interface HeadPage {
  readonly heads: readonly Head[];
  /** Where the next page begins. */
  readonly next?: Item;
}

/** A caller's conversations, that with the newest turn first. */
export async function listHeads(
  table: Table,
  caller: string,
  { limit, after }: { readonly limit: number; readonly after?: Item | undefined },
  nowMs: number,
): Promise<HeadPage> {
  const { items, next } = await table.query({ pk: ownPk(caller), by: byTime, direction: 'backwards', limit, after });
  const heads = items.map((item) => readHead(item, nowMs)).filter((head) => head !== undefined);
  return { heads, ...(next && { next }) };
}

/** False if the caller has no such conversation. */
export async function rename(table: Table, place: Place, title: string): Promise<boolean> {
  const { isDone } = await table.change(headKey(place), {
    expression: 'SET title = :title',
    condition: 'attribute_exists(createdMs) AND attribute_not_exists(deletedMs)',
    values: { ':title': title },
  });
  return isDone;
}

function readHead(item: Item, nowMs: number): Head | undefined {
  const { sk: id, title, createdMs, updatedMs, turns, last, deletedMs, expires } = item;
  if (typeof id !== 'string' || typeof createdMs !== 'number' || deletedMs !== undefined) return undefined;
  if (Number(expires) * 1000 < nowMs) return undefined;
  return {
    id,
    title: String(title),
    createdMs,
    updatedMs: Number(updatedMs),
    turns: Number(turns),
    last: String(last),
  };
}
