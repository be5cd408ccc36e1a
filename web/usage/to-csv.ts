import type { UsageOfDay } from '../../lambda/days/to-usage.ts';

/** The rows as CSV (RFC 4180), a line each, with the API's names at the head. The lines have no ends yet. */
export function toCsv(rows: readonly UsageOfDay[]): readonly string[] {
  const hasCallers = rows.some(({ caller }) => caller !== undefined);
  const head = ['day', ...(hasCallers ? ['caller'] : []), 'name', ...numbers];
  const lines = rows.map((row) => [
    toCell(row.day),
    ...(hasCallers ? [toCell(row.caller ?? '')] : []),
    toCell(row.name),
    ...numbers.map((part) => toNumber(row[part])),
  ]);
  return [head, ...lines].map((cells) => cells.join(','));
}

const numbers = [
  'requests',
  'failures',
  'inputTokens',
  'outputTokens',
  'usd',
  'unpriced',
  'firstWordMs',
] as const satisfies readonly (keyof UsageOfDay)[];

/** A spreadsheet would run what begins like a formula: an apostrophe makes it text there (https://owasp.org/www-community/attacks/CSV_Injection). */
function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** As one would type it: never 1e-7. */
function toNumber(value: number | undefined): string {
  if (value === undefined) return '';
  return Number.isInteger(value) ? String(value) : value.toFixed(9).replace(/\.?0+$/, '');
}
