import type { Table } from '../../table/table.ts';
import { GoneError } from '../heads.ts';
import { type NewTurn, openBeginning, type WriterOptions } from './begin-turn.ts';
import { pieceKeys, turnKey } from './keys.ts';
import { putPieces, splitText } from './pieces.ts';
import type { Ending } from './turn.ts';

/**
 * Writes one turn: claimed when it begins, kept while it grows, and finished once. Each step may be repeated. Each rejects with a `GoneError` when the
 * turn was deleted, or its lease is over: it was told to be interrupted, and may have been asked again.
 */
export interface TurnWriter {
  readonly begin: () => Promise<void>;
  /** More of its answer; what could not be kept comes with the next. */
  readonly keep: (lines: string) => Promise<void>;
  /** The last of it. It ends now, unless it has said when. */
  readonly finish: (lines: string, ending: Ending, isAnswered: boolean, endedMs?: number) => Promise<void>;
}

/** What of an answer fits into the turn's own item. A longer one is in pieces, of which each is written and paid once. */
const maxOwnAnswerBytes = 30_000;

export function openTurnWriter(table: Table, turn: NewTurn, { keptMs, leaseMs, now }: WriterOptions): TurnWriter {
  const { place, run } = turn;
  const expires = Math.ceil((turn.startedMs + keptMs) / 1000);
  /** Pieces that the turn's item counts, and those that it may not count yet. Readers have seen what it counts: what a piece says never changes. */
  let counted = 0;
  let uncounted: string[] = [];

  /** How many pieces there are then. */
  async function putAnswer(lines: string): Promise<number> {
    uncounted.push(...splitText(lines));
    await putPieces(table, place, 'answer', { pieces: uncounted, after: counted, expires });
    return counted + uncounted.length;
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
    // What it counts stays with a turn that is there, also where that was not heard of.
    const there = isOwn ? Number(item['answerPieces'] ?? 0) : 0;
    await table.delete(pieceKeys(place, 'answer', there + 1, counted + uncounted.length));
    throw new GoneError();
  }

  return {
    begin: openBeginning(table, turn, { keptMs, leaseMs, now }),

    async keep(lines) {
      const pieces = await putAnswer(lines);
      await change('SET answerPieces = :pieces, aliveUntilMs = :until', {
        ':pieces': pieces,
        ':until': now() + leaseMs,
      });
      [counted, uncounted] = [pieces, []];
    },

    async finish(lines, ending, isAnswered, endedMs = now()) {
      const isShort = uncounted.length === 0 && Buffer.byteLength(lines) <= maxOwnAnswerBytes;
      const pieces = isShort ? counted : await putAnswer(lines);
      await change(
        'SET ending = :ending, endedMs = :ended, isAnswered = :answered, answer = :answer, answerPieces = :pieces',
        {
          ':ending': ending,
          ':ended': endedMs,
          ':answered': isAnswered ? 1 : 0,
          ':answer': isShort ? lines : '',
          ':pieces': pieces,
        },
      );
    },
  };
}
