import { useContext, useEffect, useState } from 'preact/hooks';
import { type Problem, waysOn } from '../../api/problem.ts';
import { SpeechContext, useWords } from '../../words/language.ts';
import { fill } from '../../words/words.ts';

interface ProblemViewProps {
  readonly problem: Problem;
  /** When it happened, in ms since 1970. */
  readonly metMs: number;
  readonly onRetry: (() => void) | undefined;
  readonly onChangeKey: () => void;
}

/** A person does not wait longer than this. */
const longestWaitSeconds = 3_600;

/** What went wrong, in the page's own words, and what to do. */
export function ProblemView({ problem, metMs, onRetry, onChangeKey }: ProblemViewProps) {
  const words = useWords();
  const { kind, message, requestId, retryAfterSeconds = 0 } = problem;
  const wayOn = waysOn[kind];
  const spent = useContext(SpeechContext)?.tellSpent?.(problem, metMs);
  const [what, next] = spent ?? [words.problems[kind], words.waysOn[wayOn]];
  const seconds = useCountdown(spent ? 0 : metMs + Math.min(retryAfterSeconds, longestWaitSeconds) * 1000);
  return (
    <div class="problem" data-kind={kind}>
      <p>
        <strong>{what}</strong> {next}
      </p>
      {message !== undefined && <p lang="en">{message}</p>}
      {requestId !== undefined && <p class="quiet">{fill(words.requestId, { id: requestId })}</p>}
      {wayOn === 'change-key' && !spent && <button onClick={onChangeKey}>{words.changeKey}</button>}
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
