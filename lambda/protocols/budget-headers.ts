import type { BudgetLeft, Left } from '../chat/budget-left.ts';

/** The token budget of which the least is left, and when it begins again. */
export function tightestTokens({ day, month }: BudgetLeft = {}): (Left & { readonly resetsAt: string }) | undefined {
  const windows = [day, month].flatMap((window) => (window?.tokens ? [{ ...window, ...window.tokens }] : []));
  return windows.toSorted((one, other) => one.left - other.left)[0];
}

/** As OpenAI's API tells what is left: the time until it begins again is a duration (https://platform.openai.com/docs/guides/rate-limits). */
export function budgetHeaders(budget: BudgetLeft | undefined): Readonly<Record<string, string>> {
  const tokens = tightestTokens(budget);
  if (!tokens) return {};
  return {
    'x-ratelimit-limit-tokens': `${tokens.limit}`,
    'x-ratelimit-remaining-tokens': `${tokens.left}`,
    'x-ratelimit-reset-tokens': `${Math.max(0, Math.ceil((Date.parse(tokens.resetsAt) - Date.now()) / 1000))}s`,
  };
}
