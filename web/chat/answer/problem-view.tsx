import { useEffect, useState } from 'preact/hooks';
import { type Problem, waysOn } from '../../api/problem.ts';
import { useWords } from '../../words/language.ts';
import { fill } from '../../words/words.ts';

interface ProblemViewProps {
  readonly problem: Problem;
  /** When it happened, in ms since 1970. */
  readonly metMs: number;
  readonly onRetry: (() => void) | undefined;
  readonly onChangeKey: () => void;
}

/** What went wrong, in the page's own words, and what to do. */
export function ProblemView({ problem, metMs, onRetry, onChangeKey }: ProblemViewProps) {
  const words = useWords();
  const { kind, message, requestId, retryAfterSeconds = 0 } = problem;
  const seconds = useCountdown(metMs + retryAfterSeconds * 1000);
  const wayOn = waysOn[kind];
  return (
    <div class="problem" data-kind={kind}>
      <p>
        <strong>{words.problems[kind]}</strong> {words.waysOn[wayOn]}
      </p>
      {message !== undefined && <p lang="en">{message}</p>}
      {requestId !== undefined && <p class="quiet">{fill(words.requestId, { id: requestId })}</p>}
      {wayOn === 'change-key' && <button onClick={onChangeKey}>{words.changeKey}</button>}
      {onRetry && (
        <button onClick={onRetry} disabled={seconds > 0}>
          {seconds > 0 ? fill(words.retryIn, { seconds }) : words.retry}
        </button>
      )}
    </div>
  );
}

/** A countdown in whole seconds until that time; then 0. */
function useCountdown(untilMs: number): number {
  const left = () => Math.max(0, Math.ceil((untilMs - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => setSeconds(left()), [untilMs]);
  useEffect(() => {
    if (seconds === 0) return undefined;
    const timer = setInterval(() => setSeconds(left()), 250);
    return () => clearInterval(timer);
  }, [untilMs, seconds === 0]);
  return seconds;
}
