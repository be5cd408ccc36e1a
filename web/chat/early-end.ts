import { fill, type Words } from '../words.ts';
import { type Answer, textOf } from './answer.ts';

/** Stop reasons of an answer that said all it had to say. */
const wholeReasons: ReadonlySet<string> = new Set(['end_turn', 'stop_sequence']);

/** Why the model stopped before it was done; undefined where it was done, or did not come to stop. */
export function tellEarlyEnd(answer: Answer, words: Words): string | undefined {
  const { stopReason } = answer;
  if (stopReason === undefined) return undefined;
  if (wholeReasons.has(stopReason)) return textOf(answer).trim() === '' ? words.nothingSaid : undefined;
  const known: Readonly<Partial<Record<string, string>>> = words.stopReasons;
  return known[stopReason] ?? fill(words.otherStopReason, { reason: stopReason });
}

/** How it stands with an answer, in a sentence. */
export function tellState(answer: Answer, words: Words): string {
  return tellEarlyEnd(answer, words) ?? words.states[answer.state];
}
