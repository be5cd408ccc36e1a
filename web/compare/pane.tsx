import { textOf } from '../chat/answer/answer.ts';
import { tellState } from '../chat/answer/early-end.ts';
import { ProblemView } from '../chat/answer/problem-view.tsx';
import { formatNumber } from '../common/format-number.ts';
import { useWords } from '../words/language.ts';
import { Markdown } from '../markdown/markdown.tsx';
import type { Run } from './run.ts';
import { Timeline } from './timeline.tsx';
import { useCompareWords } from './use-compare-words.ts';

interface PaneProps {
  readonly title: string;
  readonly run: Run;
  /** The time that the timeline's width stands for, the same in both panes. */
  readonly widthMs: number;
  readonly isRunning: boolean;
  readonly onChangeKey: () => void;
}

export function Pane({ title, run, widthMs, isRunning, onChangeKey }: PaneProps) {
  const words = useWords();
  const own = useCompareWords();
  const { answer, arrivalsMs, pieces } = run;
  const { state, totalMs, problem } = answer;
  // Before the first question, there is nothing to wait for.
  const isTold = state !== 'waiting' || isRunning;
  const figures = [
    { name: own.firstByte, value: toSeconds(arrivalsMs[0]) },
    { name: own.total, value: toSeconds(totalMs) },
    { name: own.pieces, value: formatNumber(pieces) },
  ];
  return (
    <section class="pane" aria-label={title}>
      <h2>{title}</h2>
      <dl>
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Timeline arrivalsMs={arrivalsMs} widthMs={widthMs} />
      <p class="quiet">{isTold && tellState(answer, words)}</p>
      {problem && <ProblemView problem={problem} metMs={Date.now()} onRetry={undefined} onChangeKey={onChangeKey} />}
      <div class="text" tabIndex={0} role="region" aria-label={`${title}: ${words.assistant}`}>
        <Markdown text={textOf(answer)} />
      </div>
    </section>
  );
}

function toSeconds(ms: number | undefined): string {
  return ms === undefined ? '–' : `${formatNumber(ms / 1000, 2)} s`;
}
