import { useCompareWords } from './use-compare-words.ts';

interface TimelineProps {
  readonly arrivalsMs: readonly number[];
  /** The time that the whole width stands for. */
  readonly widthMs: number;
}

/** A tick for each time that bytes arrived. */
export function Timeline({ arrivalsMs, widthMs }: TimelineProps) {
  const words = useCompareWords();
  const ticks = arrivalsMs.map((atMs) => `M${((atMs / widthMs) * 1000).toFixed(1)} 2V22`);
  return (
    <svg class="timeline" viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label={words.timeline}>
      <path d={ticks.join('')} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
