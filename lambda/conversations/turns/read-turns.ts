import type { Place, TurnPlace } from '../../asked-turn.ts';
import type { Item } from '../../table/item.ts';
import type { Query, Table } from '../../table/table.ts';
import { GoneError } from '../heads.ts';
import { allTurns, pieceKey, type PieceKind, piecesOf, readSortKey, turnKey, turnsPk } from './keys.ts';
import { readTurn, type Turn } from './turn.ts';

/** Undefined if the caller has no such turn. */
export async function getTurn(table: Table, place: TurnPlace, nowMs: number): Promise<Turn | undefined> {
  return readTurn(await table.get(turnKey(place)), nowMs);
}

/** The pieces of a turn's answer that were kept before its end, by their numbers. Throws a `GoneError` where some are not there. */
export async function* answerPieces(table: Table, place: TurnPlace, from: number, to: number): AsyncGenerator<string> {
  if (from > to) return;
  yield* piecesBetween(table, place, 'answer', [from, to]);
}

/** The whole question, of which a long one is in pieces. Throws a `GoneError` where some are not there. */
export async function questionOf(table: Table, place: TurnPlace, { question, questionPieces }: Turn): Promise<string> {
  if (questionPieces === 0) return question;
  const pieces: string[] = [];
  for await (const piece of piecesBetween(table, place, 'question', [1, questionPieces])) pieces.push(piece);
  return pieces.join('');
}

/** A turn counts the pieces that it has: where one is missing, it is being deleted. */
async function* piecesBetween(
  table: Table,
  place: TurnPlace,
  kind: PieceKind,
  [from, to]: readonly [from: number, to: number],
): AsyncGenerator<string> {
  const between = [pieceKey(place, kind, from).sk, pieceKey(place, kind, to).sk] as const;
  let count = from;
  for await (const { text } of allItems(table, { pk: turnsPk(place), between })) {
    yield String(text);
    count += 1;
  }
  if (count <= to) throw new GoneError();
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
