import { useWords } from '../language.ts';
import { fill } from '../words.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { type Answer, isRunning, type Part, type Source, textOf } from './answer.ts';
import { ProblemView } from './problem-view.tsx';

interface AnswerViewProps {
  readonly answer: Answer;
  readonly askedMs: number;
  readonly isLast: boolean;
  readonly onRetry: () => void;
  readonly onChangeKey: () => void;
}

export function AnswerView({ answer, askedMs, isLast, onRetry, onChangeKey }: AnswerViewProps) {
  const words = useWords();
  const { state, parts, sources, problem, stopReason = '' } = answer;
  const earlyEnd = Object.entries(words.stopReasons).find(([reason]) => reason === stopReason)?.[1];
  const text = textOf(answer);
  const metMs = askedMs + (answer.totalMs ?? 0);
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
          {text !== '' && <button onClick={() => void navigator.clipboard.writeText(text)}>{words.copy}</button>}
          {isLast && !problem && <button onClick={onRetry}>{words.retry}</button>}
        </footer>
      )}
    </article>
  );
}

function PartView({ part, isOpen }: { readonly part: Part; readonly isOpen: boolean }) {
  const words = useWords();
  switch (part.kind) {
    case 'text':
      return <Markdown text={part.text} />;
    case 'thinking':
      return (
        <details class="thinking">
          <summary>
            {words.thinking}
            {isOpen && ' …'}
          </summary>
          <Markdown text={part.text} />
        </details>
      );
    case 'tool':
      return (
        <details class="tool">
          <summary>{fill(words.tool, { name: part.name })}</summary>
          <pre tabIndex={0}>{part.input}</pre>
          {part.results.map((result, index) => (
            <pre key={index} tabIndex={0}>
              {typeof result === 'string' ? result : JSON.stringify(result, null, 2)}
            </pre>
          ))}
        </details>
      );
  }
}

function Sources({ sources }: { readonly sources: readonly Source[] }) {
  const words = useWords();
  return (
    <details class="sources">
      <summary>
        {words.sources} ({sources.length})
      </summary>
      <ol>
        {sources.map(({ title, source, quotes }, index) => (
          <li key={index}>
            {title ?? source}
            {quotes.map((quote, at) => (
              <blockquote key={at}>{quote}</blockquote>
            ))}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Which model, how many tokens, how fast. */
function Figures({ answer: { model, usage, ttftMs, totalMs } }: { readonly answer: Answer }) {
  const words = useWords();
  const figures = [
    model,
    usage && fill(words.tokens, { input: usage.inputTokens, output: usage.outputTokens }),
    ttftMs !== undefined && fill(words.firstToken, { seconds: toSeconds(ttftMs) }),
    totalMs !== undefined && fill(words.inAll, { seconds: toSeconds(totalMs) }),
  ];
  return <span class="quiet">{figures.filter(Boolean).join(' · ')}</span>;
}

function toSeconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
