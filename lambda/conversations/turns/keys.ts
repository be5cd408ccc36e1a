import type { Place, TurnPlace } from '../../asked-turn.ts';
import type { Key, Query } from '../../table/table.ts';

// All keys begin with whose they are: nobody reaches another's (docs/decisions/0042).
//
//     pk                          sk
//     conversation#CALLER         CONVERSATION        its head
//     conversation#CALLER         ~key#HASH           an idempotency key
//     conversation#CALLER#CONV    TURN                a turn
//     conversation#CALLER#CONV    TURN#a0001          pieces of its answer
//     conversation#CALLER#CONV    TURN#q0001          pieces of its question
//     conversation#CALLER#CONV    ~system             the system prompt

/** The index of heads by when a turn of theirs began last. */
export const byTime = 'conversations-by-time';

export function ownPk(caller: string): string {
  return `conversation#${caller}`;
}

export function headKey({ caller, conversation }: Place): Key {
  return { pk: ownPk(caller), sk: conversation };
}

export function idempotencyKey(caller: string, hash: string): Key {
  return { pk: ownPk(caller), sk: `~key#${hash}` };
}

export function turnsPk({ caller, conversation }: Place): string {
  return `conversation#${caller}#${conversation}`;
}

export function systemKey(place: Place): Key {
  return { pk: turnsPk(place), sk: '~system' };
}

export function turnKey(place: TurnPlace): Key {
  return { pk: turnsPk(place), sk: place.turn };
}

export type PieceKind = 'question' | 'answer';

const letters = { question: 'q', answer: 'a' } as const satisfies Record<PieceKind, string>;

/** @param number from 1 */
export function pieceKey(place: TurnPlace, kind: PieceKind, number: number): Key {
  return { pk: turnsPk(place), sk: `${place.turn}#${letters[kind]}${String(number).padStart(5, '0')}` };
}

/** Those from one number to another; none if that is before. */
export function pieceKeys(place: TurnPlace, kind: PieceKind, from: number, to: number): Key[] {
  return Array.from({ length: Math.max(0, to + 1 - from) }, (_none, index) => pieceKey(place, kind, from + index));
}

/** Every piece of a turn. */
export function piecesOf({ turn }: TurnPlace): NonNullable<Query['between']> {
  return [`${turn}#`, `${turn}~`];
}

/** Every conversation of a caller. */
export const allHeads = ['!', '}'] as const satisfies Query['between'];
/** Every idempotency key of a caller. */
export const allKeys = ['~', '~~'] as const satisfies Query['between'];
/** Every turn, with its pieces. */
export const allTurns = ['!', '}'] as const satisfies Query['between'];

interface Piece {
  readonly kind: PieceKind;
  /** From 1. */
  readonly number: number;
}

/** Which turn an item belongs to, and which piece it is, if it is one. */
export function readSortKey(sk: string): { readonly turn: string; readonly piece?: Piece } {
  const [turn = '', piece] = sk.split('#');
  if (piece === undefined) return { turn };
  const kind = piece.startsWith(letters.question) ? 'question' : 'answer';
  return { turn, piece: { kind, number: Number(piece.slice(1)) } };
}
