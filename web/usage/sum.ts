import type { UsageOfDay } from '../../lambda/days/to-usage.ts';

/** Rows of several days, names or callers together. */
export interface Sum extends Omit<UsageOfDay, 'day' | 'caller' | 'name'> {
  /** What they have in common: a name, a caller or a day. */
  readonly label: string;
}

/** The rows with the same day, name or caller together; those with most requests first. */
export function sumBy(rows: readonly UsageOfDay[], part: 'day' | 'name' | 'caller'): readonly Sum[] {
  const groups = Map.groupBy(rows, (row) => row[part] ?? '');
  const sums = [...groups].map(([label, own]) => sumOf(own, label));
  return sums.toSorted((one, other) => other.requests - one.requests || (one.label < other.label ? -1 : 1));
}

export function sumOf(rows: readonly Omit<UsageOfDay, 'day' | 'name'>[], label: string): Sum {
  const add = (part: 'requests' | 'failures' | 'inputTokens' | 'outputTokens' | 'usd' | 'unpriced') =>
    rows.reduce((total, row) => total + row[part], 0);
  const firstWordMs = toMedianMs(rows);
  return {
    label,
    requests: add('requests'),
    failures: add('failures'),
    inputTokens: add('inputTokens'),
    outputTokens: add('outputTokens'),
    usd: add('usd'),
    unpriced: add('unpriced'),
    ...(firstWordMs !== undefined && { firstWordMs }),
  };
}

/** The median of the rows' own medians, each counted as often as the row has requests: the API does not tell the times behind them. */
function toMedianMs(rows: readonly Pick<UsageOfDay, 'requests' | 'firstWordMs'>[]): number | undefined {
  const told = rows.flatMap(({ requests, firstWordMs: ms }) => (ms === undefined ? [] : [{ requests, ms }]));
  const half = told.reduce((total, { requests }) => total + requests, 0) / 2;
  let before = 0;
  return told.toSorted((one, other) => one.ms - other.ms).find(({ requests }) => (before += requests) >= half)?.ms;
}
