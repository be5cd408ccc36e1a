import type { Words } from '../../words/words.ts';
import { type Answer, textOf } from './answer.ts';

/** Why the model stopped before it was done; undefined where it was done, or did not come to stop. */
export function tellEarlyEnd(answer: Answer, words: Words): string | undefined {
  const { stopReason } = answer;
  if (stopReason === undefined) return undefined;
  const early: Readonly<Record<string, string>> = words.stopReasons;
  // Every other reason that the API has is a whole answer's.
  if (Object.hasOwn(early, stopReason)) return early[stopReason];
  return textOf(answer).trim() === '' ? words.nothingSaid : undefined;
}

/** How it stands with an answer, in a sentence. */
export function tellState(answer: Answer, words: Words): string {
  return tellEarlyEnd(answer, words) ?? words.states[answer.state];
}
