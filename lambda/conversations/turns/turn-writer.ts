import type { TurnPlace } from '../../asked-turn.ts';
import type { Item } from '../../table/item.ts';
import type { Key, Table } from '../../table/table.ts';
import { addTurn, type Before, type BeginningTurn, GoneError, lookAgain } from '../heads.ts';
import { type PieceKind, pieceKey, systemKey, turnKey } from './keys.ts';
import { splitText } from './pieces.ts';
import { getTurn } from './read-turns.ts';
import type { Ending } from './turn.ts';

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

/**
 * Writes one turn: claimed when it begins, kept while it grows, and finished once. Each step may be repeated. Each rejects with a `GoneError` when the
 * turn was deleted, or its lease is over: it was told to be interrupted, and may have been asked again.
 */
export interface TurnWriter {
  readonly begin: () => Promise<void>;
  /** More of its answer; what could not be kept comes with the next. */
  readonly keep: (lines: string) => Promise<void>;
  /** The last of it. */
  readonly finish: (lines: string, ending: Ending, isAnswered: boolean) => Promise<void>;
}

/** What fits into the turn's own item. A longer text is in pieces, of which each is written and paid once. */
const maxOwnQuestionBytes = 4_000;
const maxOwnAnswerBytes = 30_000;

export function openTurnWriter(table: Table, turn: NewTurn, { keptMs, leaseMs, now }: WriterOptions): TurnWriter {
  const { place, run } = turn;
  const expires = Math.ceil((turn.startedMs + keptMs) / 1000);
  /** Pieces that the turn's item counts, and those that it may not count yet. Readers have seen what it counts: what a piece says never changes. */
  let counted = 0;
  let uncounted: string[] = [];
  let parent = turn.parent;
  let added: Before | undefined;

  async function put(kind: PieceKind, pieces: readonly string[], after: number): Promise<void> {
    for (const [index, text] of pieces.entries()) {
      await table.put(pieceKey(place, kind, after + index + 1), { text, expires });
    }
  }
  /** How many pieces there are then. */
  async function putAnswer(lines: string): Promise<number> {
    uncounted.push(...splitText(lines));
    await put('answer', uncounted, counted);
    return counted + uncounted.length;
  }

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
      put('question', questionPieces, 0),
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
    await table.delete(numbered('question', 1, questionPieces.length));
    throw new GoneError();
  }

  /** Leaves nothing in a conversation that was deleted meanwhile. */
  async function checkThere(before: Before, questionPieces: number): Promise<void> {
    const { isSame, isThere } = await lookAgain(table, place, before);
    if (isSame) return;
    await table.delete([
      turnKey(place),
      ...numbered('question', 1, questionPieces),
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

  async function change(expression: string, values: Readonly<Record<string, string | number>>): Promise<void> {
    const { isDone, item } = await table.change(turnKey(place), {
      expression,
      condition: '#run = :run AND attribute_not_exists(ending) AND aliveUntilMs > :now',
      names: { '#run': 'run' },
      values: { ':run': run, ':now': now(), ...values },
    });
    const isOwn = item['run'] === run;
    // Finished by an earlier try, whose answer was lost.
    if (isDone || (isOwn && item['ending'] !== undefined && item['ending'] === values[':ending'])) return;
    // What is counted stays with a turn that is there.
    await table.delete(numbered('answer', isOwn ? counted + 1 : 1, counted + uncounted.length));
    throw new GoneError();
  }

  function numbered(kind: PieceKind, from: number, to: number): Key[] {
    return Array.from({ length: Math.max(0, to + 1 - from) }, (_none, index) => pieceKey(place, kind, from + index));
  }

  return {
    begin,

    async keep(lines) {
      const pieces = await putAnswer(lines);
      await change('SET answerPieces = :pieces, aliveUntilMs = :until', {
        ':pieces': pieces,
        ':until': now() + leaseMs,
      });
      [counted, uncounted] = [pieces, []];
    },

    async finish(lines, ending, isAnswered) {
      const isShort = uncounted.length === 0 && Buffer.byteLength(lines) <= maxOwnAnswerBytes;
      const pieces = isShort ? counted : await putAnswer(lines);
      await change(
        'SET ending = :ending, endedMs = :now, isAnswered = :answered, answer = :answer, answerPieces = :pieces',
        {
          ':ending': ending,
          ':answered': isAnswered ? 1 : 0,
          ':answer': isShort ? lines : '',
          ':pieces': pieces,
        },
      );
    },
  };
}
