import { useWords } from '../../words/language.ts';
import { type Answer, isRunning } from './answer.ts';
import { tellEarlyEnd } from './early-end.ts';
import { PartView } from './part-view.tsx';
import { ProblemView } from './problem-view.tsx';
import { Sources } from './sources.tsx';

export interface AnswerBodyProps {
  readonly answer: Answer;
  readonly askedMs: number;
  /** Asks the same question again. Only for the last answer; otherwise the later messages would be lost. */
  readonly onRetry: (() => void) | undefined;
  readonly onChangeKey: () => void;
}

/** The answer's parts, and how it ended. */
export function AnswerBody({ answer, askedMs, onRetry, onChangeKey }: AnswerBodyProps) {
  const words = useWords();
  const { state, parts, sources, problem, isUnkept } = answer;
  const earlyEnd = tellEarlyEnd(answer, words);
  const metMs = askedMs + (answer.totalMs ?? 0);
  return (
    <>
      {parts.map((part, index) => (
        <PartView key={index} part={part} isOpen={isRunning(answer) && index === parts.length - 1} />
      ))}
      {sources.length > 0 && <Sources sources={sources} />}
      {state === 'waiting' && <p class="waiting">{words.states.waiting}</p>}
      {state === 'stopped' && <p class="quiet">{words.states.stopped}</p>}
      {isUnkept && <p class="quiet">{words.kept?.unkept}</p>}
      {earlyEnd !== undefined && <p class="notice">{earlyEnd}</p>}
      {problem && <ProblemView problem={problem} metMs={metMs} onRetry={onRetry} onChangeKey={onChangeKey} />}
    </>
  );
}
