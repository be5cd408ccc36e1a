import type { Place, TurnPlace } from '../asked-turn.ts';
import type { Query, Table } from '../table/table.ts';
import { allHeads, allKeys, headKey, ownPk, piecesOf, turnKey, turnsPk } from './turns/keys.ts';
import { allItems } from './turns/read-turns.ts';
import { readTurn } from './turns/turn.ts';

/**
 * Deletes a conversation with all its turns. It is no longer found from the first write on; a deletion that broke off goes on where it is asked for
 * again. False if the caller has no such conversation.
 */
export async function remove(table: Table, place: Place, nowMs: number): Promise<boolean> {
  const isThere = await markDeleted(table, place, nowMs);
  if (!isThere) return false;
  await removeItems(table, { pk: turnsPk(place) });
  await clearDeleted(table, place, nowMs);
  return true;
}

/** All that is kept of a caller, with the idempotency keys. How many conversations there were. */
export async function removeAll(table: Table, caller: string, nowMs: number): Promise<number> {
  let count = 0;
  for await (const { sk } of allItems(table, { pk: ownPk(caller), between: allHeads, isKeysOnly: true })) {
    if (await remove(table, { caller, conversation: String(sk) }, nowMs)) count += 1;
  }
  await removeItems(table, { pk: ownPk(caller), between: allKeys });
  return count;
}

/**
 * One turn of a conversation. Those that came after it keep their place. It is no longer found from the first write on; a deletion that broke off goes on
 * where it is asked for again. False if the caller has no such turn.
 */
export async function removeTurn(table: Table, place: TurnPlace, nowMs: number): Promise<boolean> {
  const item = await table.get(turnKey(place));
  const turn = readTurn(item, nowMs);
  if (!turn && (item['deletedMs'] === undefined || item['isCleared'] === 1)) return false;
  const mark = { deletedMs: nowMs, expires: Math.ceil(nowMs / 1000) + markSeconds };
  await table.put(turnKey(place), mark);
  await removeItems(table, { pk: turnsPk(place), between: piecesOf(place) });
  // Whoever still writes it finds that it was deleted, and does not begin it again.
  if (turn?.ending === undefined) await table.put(turnKey(place), { ...mark, isCleared: 1 });
  else await table.delete([turnKey(place)]);
  return true;
}

/** Looks again until nothing is left: what still runs may have written while its turn was there. */
async function removeItems(table: Table, query: Pick<Query, 'pk' | 'between'>): Promise<void> {
  for (let isMore = true; isMore;) {
    const { items } = await table.query({ ...query, isKeysOnly: true });
    await table.delete(items.map(({ sk }) => ({ pk: query.pk, sk: String(sk) })));
    isMore = items.length > 0;
  }
}

/** Marks a conversation as deleted: it is no longer found, and no turn begins in it. False if the caller has none. */
async function markDeleted(table: Table, place: Place, nowMs: number): Promise<boolean> {
  const { isDone } = await table.change(headKey(place), {
    expression: 'SET deletedMs = :now REMOVE listedMs, title',
    condition: 'attribute_exists(createdMs)',
    values: { ':now': nowMs },
  });
  return isDone;
}

/** How long something is marked as deleted, in seconds: longer than any answer takes. */
const markSeconds = 3_600;

/** Leaves of a deleted conversation that it was deleted, for whoever still begins a turn in it. */
async function clearDeleted(table: Table, place: Place, nowMs: number): Promise<void> {
  await table.change(headKey(place), {
    expression: 'SET expires = :expires REMOVE createdMs, updatedMs, turns, #last, previous, history, previousHistory',
    // Unless it was begun anew meanwhile.
    condition: 'attribute_exists(deletedMs)',
    names: { '#last': 'last' },
    values: { ':expires': Math.ceil(nowMs / 1000) + markSeconds },
  });
}
