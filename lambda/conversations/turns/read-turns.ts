import type { Place, TurnPlace } from '../../asked-turn.ts';
import type { Item } from '../../table/item.ts';
import type { Query, Table } from '../../table/table.ts';
import { allTurns, pieceKey, piecesOf, readSortKey, turnKey, turnsPk } from './keys.ts';
import { readTurn, type Turn } from './turn.ts';

/** Undefined if the caller has no such turn. */
export async function getTurn(table: Table, place: TurnPlace, nowMs: number): Promise<Turn | undefined> {
  return readTurn(await table.get(turnKey(place)), nowMs);
}

/** The pieces of a turn's answer that were kept before its end, by their numbers. */
export async function* answerPieces(table: Table, place: TurnPlace, from: number, to: number): AsyncGenerator<string> {
  if (from > to) return;
  const between = [pieceKey(place, 'answer', from).sk, pieceKey(place, 'answer', to).sk] as const;
  for await (const { text } of allItems(table, { pk: turnsPk(place), between })) yield String(text);
}

/** The whole question, of which a long one is in pieces. */
export async function questionOf(table: Table, place: TurnPlace, { question, questionPieces }: Turn): Promise<string> {
  if (questionPieces === 0) return question;
  const between = [pieceKey(place, 'question', 1).sk, pieceKey(place, 'question', questionPieces).sk] as const;
  const pieces: string[] = [];
  for await (const { text } of allItems(table, { pk: turnsPk(place), between })) pieces.push(String(text));
  return pieces.join('');
}

/** The turns of a conversation, in the order in which they began. Each page goes on after the pieces of the turn where the one before ended. */
export async function* allTurnsOf(table: Table, place: Place, now: () => number): AsyncGenerator<Turn> {
  const [first, last] = allTurns;
  for (let from: string = first; ;) {
    const { items, next } = await table.query({ pk: turnsPk(place), between: [from, last] });
    for (const item of items) {
      const turn = readTurn(item, now());
      if (turn) yield turn;
    }
    if (!next) return;
    from = piecesOf({ ...place, turn: readSortKey(String(next['sk'])).turn })[1];
  }
}

/** Page by page: the next one is asked for when it is wanted. */
export async function* allItems(table: Table, query: Query): AsyncGenerator<Item> {
  let after: Item | undefined;
  do {
    const { items, next } = await table.query({ ...query, after });
    yield* items;
    after = next;
  } while (after);
}
