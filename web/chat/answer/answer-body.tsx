import { useContext, useMemo } from 'preact/hooks';
import { SpeechContext, useWords } from '../../words/language.ts';
import { type Answer, isRunning } from './answer.ts';
import { tellEarlyEnd } from './early-end.ts';
import { PartView } from './part-view.tsx';
import { ProblemView } from './problem-view.tsx';
import { useSources } from './sources/later-sources.ts';

export interface AnswerBodyProps {
  readonly answer: Answer;
  readonly askedMs: number;
  /** Asks the same question again. Only for the last answer; otherwise the later messages would be lost. */
  readonly onRetry: (() => void) | undefined;
  readonly onChangeKey: () => void;
  /** Asks another question after this answer, which is the last. */
  readonly onAsk: ((text: string) => void) | undefined;
}

/** The answer's parts, and how it ended. */
export function AnswerBody({ answer, askedMs, onRetry, onChangeKey, onAsk }: AnswerBodyProps) {
  const words = useWords();
  const { state, parts, sources, search, problem, isUnkept, stopReason } = answer;
  const { kept } = words;
  const cited = useSources(sources.length > 0 || search !== undefined);
  const language = useContext(SpeechContext)?.language;
  const marking = useMemo(() => cited?.toMarking(sources, language), [cited, sources, language]);
  const earlyEnd = tellEarlyEnd(answer, words);
  const metMs = askedMs + (answer.totalMs ?? 0);
  return (
    <>
      {search && cited && <cited.SearchNote search={search} />}
      {parts.map((part, index) => (
        <PartView
          key={index}
          part={part}
          isLast={index === parts.length - 1}
          isRunning={isRunning(answer)}
          marking={marking}
        />
      ))}
      {sources.length > 0 &&
        (cited ? (
          <cited.Sources answer={answer} />
        ) : (
          <p class="quiet">{sources.map(({ title, source }) => title ?? source).join(' · ')}</p>
        ))}
      {state === 'waiting' && <p class="waiting">{words.states.waiting}</p>}
      {state === 'stopped' && <p class="quiet">{words.states.stopped}</p>}
      {isUnkept && <p class="quiet">{kept?.unkept}</p>}
      {earlyEnd !== undefined && <p class="notice">{earlyEnd}</p>}
      {/* Only the server knows what the agent did. Asked from here, it would begin anew. */}
      {stopReason === 'max_steps' && kept && !isUnkept && onAsk && (
        <button onClick={() => onAsk(kept.goOn)}>{kept.letGoOn}</button>
      )}
      {problem && <ProblemView problem={problem} metMs={metMs} onRetry={onRetry} onChangeKey={onChangeKey} />}
    </>
  );
}
