import { ProblemView } from '../chat/problem-view.tsx';
import { formatNumber } from '../format-number.ts';
import { useWords } from '../language.ts';
import { Markdown } from '../markdown/markdown.tsx';
import type { Run } from './run.ts';
import { Timeline } from './timeline.tsx';

interface PaneProps {
  readonly title: string;
  readonly run: Run;
  /** What the timeline's width stands for, the same in both panes. */
  readonly widthMs: number;
  readonly onChangeKey: () => void;
}

export function Pane({ title, run, widthMs, onChangeKey }: PaneProps) {
  const words = useWords();
  const { text, arrivalsMs, pieces, totalMs, problem } = run;
  const figures = [
    { name: words.firstByte, value: toSeconds(arrivalsMs[0]) },
    { name: words.total, value: toSeconds(totalMs) },
    { name: words.pieces, value: formatNumber(pieces) },
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
      {problem && <ProblemView problem={problem} metMs={Date.now()} onRetry={undefined} onChangeKey={onChangeKey} />}
      <div class="text" tabIndex={0} role="region" aria-label={`${title}: ${words.assistant}`}>
        <Markdown text={text} />
      </div>
    </section>
  );
}

function toSeconds(ms: number | undefined): string {
  return ms === undefined ? '–' : `${formatNumber(ms / 1000, 2)} s`;
}
