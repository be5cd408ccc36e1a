import type { TurnPlace } from '../../asked-turn.ts';
import type { ChatEvent } from '../../chat/chat-event.ts';
import { hideSteps } from '../../chat/hide-steps.ts';
import type { Table } from '../../table/table.ts';
import { asked, toFailure } from '../failures.ts';
import { follow, soFar } from './follow.ts';
import { type AskedQuestion, readQuestionText } from './question-text.ts';
import { questionOf } from './read-turns.ts';
import { type Status, statusOf, type Turn } from './turn.ts';

/** A turn that was found, with a way to read it. */
export interface FoundTurn {
  readonly place: TurnPlace;
  readonly turn: Turn;
  readonly status: Status;
  readonly question: () => Promise<AskedQuestion>;
  /** What was kept until now. */
  readonly soFar: () => AsyncIterable<ChatEvent>;
  /** What is there, then the rest as it is kept, then its end. */
  readonly follow: (signal: AbortSignal) => AsyncIterable<ChatEvent>;
}

export function foundTurn(table: Table, place: TurnPlace, turn: Turn, now: () => number): FoundTurn {
  return {
    place,
    turn,
    status: statusOf(turn, now()),
    question: async () => readQuestionText(await asked(questionOf(table, place, turn))),
    soFar: () => telling(soFar(table, place, turn, now), place),
    follow: (signal) => telling(follow(table, place, turn, signal, now), place),
  };
}

/** Says which turn it is, as it was said at first, and nothing that an agent hides. */
async function* telling(
  events: AsyncIterable<ChatEvent>,
  { conversation, turn }: TurnPlace,
): AsyncGenerator<ChatEvent> {
  const hide = hideSteps();
  try {
    for await (const kept of events) {
      const event = hide(kept);
      yield event.type === 'message-start' ? { ...event, turn: { conversation, id: turn } } : event;
    }
  } catch (error) {
    throw toFailure(error);
  }
}
