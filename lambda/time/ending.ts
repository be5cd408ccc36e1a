import { asFailure } from '../chat/as-failure.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import { incomplete } from '../chat/cut-short.ts';

/** The last event of an answer that has none of its own: what aborted it, what it threw, or that it is incomplete. */
export function endingOf({ aborted, reason }: AbortSignal, thrown: unknown): ChatEvent {
  if (aborted) return { type: 'failure', failure: asFailure(reason) };
  return { type: 'failure', failure: thrown === undefined ? incomplete() : asFailure(thrown) };
}
