import { fill, type Words } from '../words.ts';
import type { Answer } from './answer.ts';

/** Stop reasons of an answer that said all it had to say. */
const wholeReasons: ReadonlySet<string> = new Set(['end_turn', 'stop_sequence']);

/** Why the model stopped before it was done; undefined where it was done, or did not come to stop. */
export function tellEarlyEnd({ stopReason, parts }: Answer, words: Words): string | undefined {
  if (stopReason !== undefined && parts.length === 0) return words.nothingSaid;
  if (stopReason === undefined || wholeReasons.has(stopReason)) return undefined;
  const known: Readonly<Partial<Record<string, string>>> = words.stopReasons;
  return known[stopReason] ?? fill(words.otherStopReason, { reason: stopReason });
}

/** How it stands with an answer, in a sentence. */
export function tellState(answer: Answer, words: Words): string {
  return tellEarlyEnd(answer, words) ?? words.states[answer.state];
}
