import type { UsageOfDay } from '../../../lambda/days/to-usage.ts';

/** The rows and their sum, in columns: texts to the left, numbers to the right. Nothing where there are no rows. */
export function toTable(rows: readonly UsageOfDay[]): readonly string[] {
  if (rows.length === 0) return [];
  const hasCallers = rows.some(({ caller }) => caller !== undefined);
  const texts = ['day', ...(hasCallers ? ['caller'] : []), 'name'];
  const lines = [
    [...texts, ...heads],
    ...rows.map((row) => [row.day, ...(hasCallers ? [row.caller ?? ''] : []), row.name, ...toFigures(row)]),
    ['total', ...texts.slice(1).fill(''), ...toFigures(sumOf(rows))],
  ];
  const widths = [...texts, ...heads].map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)));
  return lines.map((cells) =>
    cells
      .map((cell, at) => (at < texts.length ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
}

type Figures = Omit<UsageOfDay, 'day' | 'caller' | 'name' | 'unpriced'>;

const heads = ['requests', 'failed', 'tokens in', 'tokens out', 'usd', 'first word'];

function toFigures({ requests, failures, inputTokens, outputTokens, usd, firstWordMs }: Figures): readonly string[] {
  const counts = [requests, failures, inputTokens, outputTokens].map(String);
  return [...counts, usd.toFixed(6), firstWordMs === undefined ? '-' : `${firstWordMs} ms`];
}

/** Without a median: those of the rows have none together. */
function sumOf(rows: readonly Figures[]): Figures {
  return rows.reduce((total, row) => ({
    requests: total.requests + row.requests,
    failures: total.failures + row.failures,
    inputTokens: total.inputTokens + row.inputTokens,
    outputTokens: total.outputTokens + row.outputTokens,
    usd: total.usd + row.usd,
  }));
}
