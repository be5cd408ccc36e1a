import type { Place, TurnPlace } from '../asked-turn.ts';
import type { Query, Table } from '../table/table.ts';
import { allHeads, allKeys, headKey, ownPk, pieceKey, turnKey, turnsPk } from './turns/keys.ts';
import { allItems } from './turns/read-turns.ts';
import type { Turn } from './turns/turn.ts';

/**
 * Deletes a conversation with all its turns. It is no longer found from the first write on; a deletion that broke off goes on where it is asked for
 * again. False if the caller has no such conversation.
 */
export async function remove(table: Table, place: Place, nowMs: number): Promise<boolean> {
  const { isDone } = await table.change(headKey(place), {
    expression: 'SET deletedMs = if_not_exists(deletedMs, :now) REMOVE listedMs, title',
    condition: 'attribute_exists(createdMs)',
    values: { ':now': nowMs },
  });
  if (isDone) await removeTurns(table, place);
  return isDone;
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

/** One turn of a conversation. Those that came after it keep their place. */
export async function removeTurn(table: Table, place: TurnPlace, turn: Turn): Promise<void> {
  const keys = [
    turnKey(place),
    ...numbersTo(turn.answerPieces).map((number) => pieceKey(place, 'answer', number)),
    ...numbersTo(turn.questionPieces).map((number) => pieceKey(place, 'question', number)),
  ];
  await table.delete(keys);
}

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_none, index) => index + 1);
}

async function removeTurns(table: Table, place: Place): Promise<void> {
  await removeItems(table, { pk: turnsPk(place) });
  await table.delete([headKey(place)]);
}

async function removeItems(table: Table, query: Pick<Query, 'pk' | 'between'>): Promise<void> {
  let isMore = true;
  while (isMore) {
    const { items, next } = await table.query({ ...query, isKeysOnly: true });
    await table.delete(items.map(({ sk }) => ({ pk: query.pk, sk: String(sk) })));
    isMore = next !== undefined;
  }
}
