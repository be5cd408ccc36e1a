import type { Words } from '../../words/words.ts';
import { type Answer, textOf } from './answer.ts';

/** Why the model stopped before it was done; undefined when it was done, or has not stopped by itself. */
export function tellEarlyEnd(answer: Answer, words: Words): string | undefined {
  const { stopReason } = answer;
  if (stopReason === undefined) return undefined;
  const early: Readonly<Record<string, string>> = words.stopReasons;
  // Every other stop reason of the API means a complete answer.
  if (Object.hasOwn(early, stopReason)) return early[stopReason];
  return textOf(answer).trim() === '' ? words.nothingSaid : undefined;
}

/** The state of an answer, as a sentence. */
export function tellState(answer: Answer, words: Words): string {
  return tellEarlyEnd(answer, words) ?? words.states[answer.state];
}
