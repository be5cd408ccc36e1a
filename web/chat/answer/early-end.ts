import type { Words } from '../../words/words.ts';
import { type Answer, textOf } from './answer.ts';
import { nameTool } from './steps/name-tool.ts';

/** Why the model stopped before it was done; undefined when it was done, or has not stopped by itself. */
export function tellEarlyEnd(answer: Answer, words: Words): string | undefined {
  const { stopReason } = answer;
  if (stopReason === undefined) return undefined;
  const early: Readonly<Record<string, string>> = words.stopReasons;
  // Every other stop reason of the API means a complete answer.
  if (Object.hasOwn(early, stopReason)) return early[stopReason];
  return textOf(answer).trim() === '' ? words.nothingSaid : undefined;
}

/** The state of an answer, as a sentence; of one that runs tools, what they do. */
export function tellState(answer: Answer, words: Words): string {
  return (
    tellEarlyEnd(answer, words) ??
    ((answer.state === 'streaming' && tellSteps(answer, words)) || words.states[answer.state])
  );
}

/** The latest steps, as long as nothing follows them: those that run, and those that have failed. */
function tellSteps({ parts }: Answer, words: Words): string {
  const latest = parts.slice(parts.findLastIndex(({ kind }) => kind !== 'tool') + 1);
  return latest
    .flatMap((part) =>
      part.kind === 'tool' && part.state && part.state !== 'done'
        ? [`${nameTool(part.name)}: ${words.steps[part.state]}`]
        : [],
    )
    .join(', ');
}
