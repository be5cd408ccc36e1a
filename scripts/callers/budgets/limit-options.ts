import type { Measure } from '../../../lambda/budgets/ledger/account.ts';
import type { WindowKind } from '../../../lambda/budgets/ledger/windows.ts';

/** One part of a caller's limits, and what it becomes. A number is tokens or nanoUsd, as the table keeps it. */
export interface LimitChange {
  readonly kind: WindowKind;
  readonly measure: Measure;
  readonly to: number | 'none' | 'plan';
}

const text = { type: 'string' } as const;

/** For `parseArgs`. */
export const limitOptions = { 'day-tokens': text, 'day-usd': text, 'month-tokens': text, 'month-usd': text };

type LimitOption = keyof typeof limitOptions;

const parts = [
  { option: 'day-tokens', kind: 'day', measure: 'tokens' },
  { option: 'day-usd', kind: 'day', measure: 'nanoUsd' },
  { option: 'month-tokens', kind: 'month', measure: 'tokens' },
  { option: 'month-usd', kind: 'month', measure: 'nanoUsd' },
] as const satisfies readonly ({ readonly option: LimitOption } & Omit<LimitChange, 'to'>)[];

/** Those that were given. Throws an error that says what is allowed. */
export function readLimitOptions(given: { readonly [Option in LimitOption]?: string | undefined }): LimitChange[] {
  return parts.flatMap(({ option, kind, measure }): LimitChange[] => {
    const written = given[option];
    if (written === undefined) return [];
    if (written === 'none' || written === 'plan') return [{ kind, measure, to: written }];
    const { pattern, unit, most, allowed } = numbers[measure];
    const to = pattern.test(written) ? Math.round(Number(written) * unit) : NaN;
    if (to <= most) return [{ kind, measure, to }];
    throw new Error(`--${option} is ${written}: allowed are ${allowed}, none (no limit) and plan (what the plan says)`);
  });
}

/** Up to which numbers counting stays exact. The setting `plans` has the same end for dollars. */
const numbers = {
  tokens: { pattern: /^\d+$/, unit: 1, most: Number.MAX_SAFE_INTEGER, allowed: 'a whole number of tokens' },
  nanoUsd: {
    pattern: /^\d+(\.\d{1,9})?$/,
    unit: 1e9,
    most: 1e15,
    allowed: 'US dollars from 0 to 1000000 with up to 9 decimals',
  },
} as const satisfies Record<Measure, object>;
