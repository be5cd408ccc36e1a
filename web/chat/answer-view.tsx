import { CopyButton } from '../copy-button.tsx';
import { useWords } from '../language.ts';
import { type Answer, isRunning, textOf } from './answer.ts';
import { tellEarlyEnd } from './early-end.ts';
import { Figures } from './figures.tsx';
import { PartView } from './part-view.tsx';
import { ProblemView } from './problem-view.tsx';
import { Sources } from './sources.tsx';

interface AnswerViewProps {
  readonly answer: Answer;
  readonly askedMs: number;
  /** Asks the same again. Only the last answer can be had anew, or what follows would be lost. */
  readonly onRetry: (() => void) | undefined;
  readonly onChangeKey: () => void;
}

export function AnswerView({ answer, askedMs, onRetry, onChangeKey }: AnswerViewProps) {
  const words = useWords();
  const { state, parts, sources, problem } = answer;
  const earlyEnd = tellEarlyEnd(answer, words);
  const metMs = askedMs + (answer.totalMs ?? 0);
  const text = textOf(answer);
  return (
    <article class="answer" data-state={state} aria-label={words.assistant} aria-busy={isRunning(answer)}>
      {parts.map((part, index) => (
        <PartView key={index} part={part} isOpen={isRunning(answer) && index === parts.length - 1} />
      ))}
      {sources.length > 0 && <Sources sources={sources} />}
      {state === 'waiting' && <p class="waiting">{words.states.waiting}</p>}
      {state === 'stopped' && <p class="quiet">{words.states.stopped}</p>}
      {earlyEnd !== undefined && <p class="notice">{earlyEnd}</p>}
      {problem && <ProblemView problem={problem} metMs={metMs} onRetry={onRetry} onChangeKey={onChangeKey} />}
      {!isRunning(answer) && (
        <footer>
          <Figures answer={answer} />
          {text !== '' && <CopyButton text={text} />}
          {onRetry && !problem && <button onClick={onRetry}>{words.retry}</button>}
        </footer>
      )}
    </article>
  );
}
