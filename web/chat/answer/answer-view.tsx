import { CopyButton } from './copy-button.tsx';
import { useWords } from '../../words/language.ts';
import { AnswerBody, type AnswerBodyProps } from './answer-body.tsx';
import { isRunning, standing, textOf } from './answer.ts';
import { useSources } from './sources/later-sources.ts';
import { Figures } from './figures.tsx';

/** An answer, below the previous attempt while that is still shown. */
export function AnswerView(props: AnswerBodyProps) {
  const words = useWords();
  const { answer, onRetry } = props;
  const stands = standing(answer);
  const cited = useSources(stands.sources.length > 0);
  const toText = () => (cited ? cited.tellCited(stands) : textOf(stands));
  return (
    <article class="answer" data-state={answer.state} aria-label={words.assistant} aria-busy={isRunning(answer)}>
      {answer.earlier && <AnswerBody {...props} answer={answer.earlier} onRetry={undefined} onAsk={undefined} />}
      <AnswerBody {...props} />
      {!isRunning(answer) && (
        <footer>
          <Figures answer={stands} />
          {textOf(stands) !== '' && <CopyButton toText={toText} />}
          {onRetry && !answer.problem && <button onClick={onRetry}>{words.retry}</button>}
        </footer>
      )}
    </article>
  );
}
