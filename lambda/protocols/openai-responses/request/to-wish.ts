import type { TurnWish } from '../../../asked-turn.ts';
import { toTurnOf } from '../response-id.ts';

/** As OpenAI's API: a response is stored unless that is not wanted, and one that goes on after another one is told what came before. */
export function toWish(previous: string | undefined, isStored = true): TurnWish {
  if (previous === undefined) return { isStored };
  const field = 'previous_response_id';
  const { conversation, turn } = toTurnOf(previous, field);
  return { conversation, isKnown: true, parent: { id: turn, field }, isRecalled: true, field: 'input', isStored };
}
