import { setTimeout as sleep } from 'node:timers/promises';
import type { TurnPlace } from '../../asked-turn.ts';
import type { ChatEvent } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import type { Table } from '../../table/table.ts';
import { gone, interrupted, toFailure } from '../failures.ts';
import { readAnswerLog } from './answer-log.ts';
import { toLines } from './pieces.ts';
import { answerPieces, getTurn } from './read-turns.ts';
import { statusOf, type Turn } from './turn.ts';

/** How often a running turn is looked at: what is new comes as often as it is kept. */
const lookMs = 1_000;

/**
 * An answer that is kept, told again: what is there, then the rest as it is kept, then its end. It is a source's answer: it never throws, and
 * ends with its last event.
 */
export async function* follow(
  table: Table,
  place: TurnPlace,
  turn: Turn,
  signal: AbortSignal,
  now: () => number = Date.now,
): AsyncGenerator<ChatEvent> {
  const whole = toLines();
  let seen = 0;
  let current: Turn | undefined = turn;
  try {
    for (;;) {
      if (!current) throw gone();
      if (seen < current.answerPieces) {
        for await (const piece of answerPieces(table, place, seen + 1, current.answerPieces)) {
          yield* readAnswerLog(whole(piece));
        }
        seen = current.answerPieces;
      }
      if (current.ending !== undefined) return yield* readAnswerLog(whole(current.answer));
      if (statusOf(current, now()) === 'interrupted') throw interrupted();
      await sleep(lookMs, undefined, { signal });
      current = await getTurn(table, place, now());
    }
  } catch (error) {
    yield { type: 'failure', failure: lost(error, signal) };
  }
}

/** What of an answer was kept until now. Without a last event it still runs. */
export async function* soFar(table: Table, place: TurnPlace, turn: Turn, now: () => number): AsyncGenerator<ChatEvent> {
  const whole = toLines();
  for await (const piece of answerPieces(table, place, 1, turn.answerPieces)) yield* readAnswerLog(whole(piece));
  yield* readAnswerLog(whole(turn.answer));
  if (statusOf(turn, now()) === 'interrupted') yield { type: 'failure', failure: interrupted() };
}

function lost(error: unknown, { aborted, reason }: AbortSignal): Failure {
  return aborted && reason instanceof Failure ? reason : toFailure(error);
}
