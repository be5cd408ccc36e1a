import type { TurnPlace } from '../../asked-turn.ts';
import type { Table } from '../../table/table.ts';
import { addTurn, type BeginningTurn, GoneError } from '../heads.ts';
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
  readonly question: string;
  /** The system prompt, if it is given anew for the conversation. */
  readonly system: string | undefined;
}

export interface WriterOptions {
  /** How long each turn is kept. */
  readonly keptMs: number;
  /** How long it is taken to be running after it has last said so. */
  readonly leaseMs: number;
  readonly now: () => number;
}

/** Writes one turn: claimed when it begins, kept while it grows, and finished once. Each step may be repeated. */
export interface TurnWriter {
  readonly begin: () => Promise<void>;
  /** More of its answer; what could not be kept comes with the next. Rejects with a `GoneError` when the turn was deleted. */
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
    const before = await addTurn(table, place, { ...turn, turn: place.turn }, { nowMs: turn.startedMs, expires });
    parent ??= await parentAfter(before);
    const isShort = Buffer.byteLength(turn.question) <= maxOwnQuestionBytes;
    const questionPieces = isShort ? [] : [...splitText(turn.question)];
    await Promise.all([
      put('question', questionPieces, 0),
      turn.system !== undefined && table.put(systemKey(place), { text: turn.system, expires }),
    ]);
    await table.put(turnKey(place), {
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
  }

  /** An answer asked for again stands beside the one before. */
  async function parentAfter({ last, isSameQuestion }: Awaited<ReturnType<typeof addTurn>>) {
    if (last === undefined || !isSameQuestion) return last;
    return (await getTurn(table, { ...place, turn: last }, now()))?.parent;
  }

  async function change(expression: string, values: Readonly<Record<string, string | number>>): Promise<void> {
    const { isDone, item } = await table.change(turnKey(place), {
      expression,
      condition: '#run = :run AND attribute_not_exists(ending)',
      names: { '#run': 'run' },
      values: { ':run': run, ...values },
    });
    // Finished by an earlier try, whose answer was lost.
    if (!isDone && (item['run'] !== run || item['ending'] !== values[':ending'])) {
      await removePieces();
      throw new GoneError();
    }
  }

  /** What was written after the conversation was deleted. */
  async function removePieces(): Promise<void> {
    const numbers = Array.from({ length: counted + uncounted.length }, (_none, index) => index + 1);
    await table.delete(numbers.map((number) => pieceKey(place, 'answer', number)));
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
          ':now': now(),
          ':answered': isAnswered ? 1 : 0,
          ':answer': isShort ? lines : '',
          ':pieces': pieces,
        },
      );
    },
  };
}
