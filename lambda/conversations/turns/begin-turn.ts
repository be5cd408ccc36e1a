import type { TurnPlace } from '../../asked-turn.ts';
import type { Item } from '../../table/item.ts';
import type { Table } from '../../table/table.ts';
import { addTurn, type Before, type BeginningTurn, GoneError, lookAgain } from '../heads.ts';
import { pieceKeys, systemKey, turnKey } from './keys.ts';
import { putPieces, splitText } from './pieces.ts';
import { getTurn } from './read-turns.ts';

/** What is known of a turn when it begins. */
export interface NewTurn extends Omit<BeginningTurn, 'turn'> {
  readonly place: TurnPlace;
  readonly run: string;
  /** Empty: none. Undefined: whichever turn came last. */
  readonly parent: string | undefined;
  readonly requestId: string;
  readonly model: string;
  readonly protocol: string;
  readonly startedMs: number;
  /** Until when it may begin: later, another request under its idempotency key is asked. */
  readonly beginUntilMs?: number | undefined;
  readonly question: string;
  /** The system prompt, if it is given anew for the conversation; empty: it has none any more. */
  readonly system: string | undefined;
}

export interface WriterOptions {
  /** How long each turn is kept. */
  readonly keptMs: number;
  /** How long it is taken to be running after it has last said so. */
  readonly leaseMs: number;
  readonly now: () => number;
}

/** What of a question fits into the turn's own item. */
const maxOwnQuestionBytes = 4_000;

/** Claims a turn: its conversation's head, then its question, then the turn. It may be repeated; to have begun is to have done it once. */
export function openBeginning(
  table: Table,
  turn: NewTurn,
  { keptMs, leaseMs, now }: WriterOptions,
): () => Promise<void> {
  const { place, run } = turn;
  const expires = Math.ceil((turn.startedMs + keptMs) / 1000);
  let parent = turn.parent;
  let added: Before | undefined;

  async function begin(): Promise<void> {
    if (now() >= (turn.beginUntilMs ?? Infinity)) throw new GoneError();
    const isAgain = added !== undefined;
    const before = (added ??= await addTurn(
      table,
      place,
      { ...turn, turn: place.turn },
      { nowMs: turn.startedMs, expires },
    ));
    const isShort = Buffer.byteLength(turn.question) <= maxOwnQuestionBytes;
    const questionPieces = isShort ? [] : [...splitText(turn.question)];
    // An earlier try may have been deleted with its conversation.
    if (isAgain) await checkThere(before, questionPieces.length);
    parent ??= await parentAfter(before);
    await Promise.all([
      putPieces(table, place, 'question', { pieces: questionPieces, after: 0, expires }),
      turn.system !== undefined && table.put(systemKey(place), { text: turn.system, expires }),
    ]);
    const isMade = await make({
      run,
      parent: parent ?? '',
      requestId: turn.requestId,
      model: turn.model,
      protocol: turn.protocol,
      startedMs: turn.startedMs,
      aliveUntilMs: now() + leaseMs,
      question: isShort ? turn.question : '',
      questionPieces: questionPieces.length,
      expires,
    });
    // A deletion that began since has not seen it; one that begins later will.
    await checkThere(before, questionPieces.length);
    if (isMade) return;
    await table.delete(pieceKeys(place, 'question', 1, questionPieces.length));
    throw new GoneError();
  }

  /** Leaves nothing in a conversation that was deleted meanwhile. */
  async function checkThere(before: Before, questionPieces: number): Promise<void> {
    const { isSame, isThere } = await lookAgain(table, place, before);
    if (isSame) return;
    await table.delete([
      turnKey(place),
      ...pieceKeys(place, 'question', 1, questionPieces),
      ...(isThere ? [] : [systemKey(place)]),
    ]);
    throw new GoneError();
  }

  /** False if it was deleted since an earlier try, or that one's lease is over. */
  async function make(item: Item): Promise<boolean> {
    const names = Object.keys(item);
    const { isDone } = await table.change(turnKey(place), {
      expression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      condition: 'attribute_not_exists(deletedMs) AND (attribute_not_exists(#aliveUntilMs) OR #aliveUntilMs > :now)',
      names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      values: {
        ':now': now(),
        ...Object.fromEntries(Object.entries(item).map(([name, value]) => [`:${name}`, value])),
      },
    });
    return isDone;
  }

  /** An answer asked for again stands beside the one before. So does one whose id was made before that one's: parents sort before their children. */
  async function parentAfter({ last, isSameQuestion }: Before): Promise<string | undefined> {
    if (last === undefined || (!isSameQuestion && last < place.turn)) return last;
    const beside = (await getTurn(table, { ...place, turn: last }, now()))?.parent;
    return beside !== undefined && beside < place.turn ? beside : undefined;
  }

  return begin;
}
