import { useContext } from 'preact/hooks';
import { formatNumber } from '../common/format-number.ts';
import { SpeechContext } from '../words/language.ts';
import { fill } from '../words/words.ts';
import { formatDay } from './format.ts';
import { listDays } from './list-days.ts';
import type { Sum } from './sum.ts';
import { toUsageWords } from './usage-words.ts';

interface ChartProps {
  readonly from: string;
  readonly to: string;
  /** By day, those with most requests first. */
  readonly sums: readonly Sum[];
}

const height = 100;

/** A bar for each day, as high as it has requests. The table by day has the numbers. */
export function Chart({ from, to, sums }: ChartProps) {
  const language = useContext(SpeechContext)?.language ?? 'en';
  const requestsOf = new Map(sums.map(({ label, requests }) => [label, requests]));
  const days = listDays(from, to);
  const { label: fullest = to, requests: most = 0 } = sums[0] ?? {};
  const bars = days.map((day, at) => {
    const requests = requestsOf.get(day) ?? 0;
    // A day with one request among those with thousands is seen, too.
    const top = height - Math.ceil((requests / most) * height);
    return requests > 0 ? `M${at * 10 + 1} ${height}V${top}h8V${height}z` : '';
  });
  const text = fill(toUsageWords(language).chart, {
    from: formatDay(from, language),
    to: formatDay(to, language),
    total: formatNumber(sums.reduce((total, { requests }) => total + requests, 0)),
    most: formatNumber(most),
    day: formatDay(fullest, language),
  });
  return (
    <figure>
      <svg viewBox={`0 0 ${days.length * 10} ${height}`} preserveAspectRatio="none" role="img" aria-label={text}>
        <path d={bars.join('')} />
      </svg>
      <figcaption class="quiet" aria-hidden="true">
        {text}
      </figcaption>
    </figure>
  );
}
