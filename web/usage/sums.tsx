import type { UsageAnswer } from './ask-usage.ts';
import { Chart } from './chart.tsx';
import { sumBy, sumOf } from './sum.ts';
import { SumsTable } from './sums-table.tsx';
import type { UsageWords } from './usage-words.ts';

interface SumsProps {
  readonly answer: UsageAnswer;
  readonly own: UsageWords;
}

/** An answer by day, by name, and by caller, where it is everybody's. */
export function Sums({ answer: { from, to, of, days }, own }: SumsProps) {
  const byDay = sumBy(days, 'day');
  // Of all rows, in each table: a median of medians would be another one in each.
  const total = sumOf(days, '');
  return (
    <>
      <Chart from={from} to={to} sums={byDay} />
      <h2>{own.by.name}</h2>
      <SumsTable by="name" sums={sumBy(days, 'name')} total={total} />
      {of === 'all' && (
        <>
          <h2>{own.by.caller}</h2>
          <SumsTable by="caller" sums={sumBy(days, 'caller')} total={total} />
        </>
      )}
      <details>
        <summary>{own.by.day}</summary>
        <SumsTable by="day" sums={byDay.toSorted((one, other) => (one.label < other.label ? 1 : -1))} total={total} />
      </details>
      <p class="quiet">{own.hint}</p>
    </>
  );
}
