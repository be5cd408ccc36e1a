import type { BudgetLeft, Left } from '../chat/budget-left.ts';

/**
 * What is left of the tightest token budget, in the headers of OpenAI's API and of Anthropic's: their clients' users look for
 * them (https://platform.openai.com/docs/guides/rate-limits, https://docs.anthropic.com/en/api/rate-limits). One is the time
 * until it begins again, the other that moment.
 */
export function leftHeaders(budget: BudgetLeft | undefined, now: number): Readonly<Record<string, string>> {
  const tokens = tightestTokens(budget);
  if (!tokens) return {};
  const { limit, left, resetsAt } = tokens;
  return {
    'x-ratelimit-limit-tokens': `${limit}`,
    'x-ratelimit-remaining-tokens': `${left}`,
    'x-ratelimit-reset-tokens': `${Math.max(0, Math.ceil((Date.parse(resetsAt) - now) / 1000))}s`,
    'anthropic-ratelimit-tokens-limit': `${limit}`,
    'anthropic-ratelimit-tokens-remaining': `${left}`,
    'anthropic-ratelimit-tokens-reset': resetsAt,
  };
}

function tightestTokens({ day, month }: BudgetLeft = {}): (Left & { readonly resetsAt: string }) | undefined {
  const windows = [day, month].flatMap((window) => (window?.tokens ? [{ ...window, ...window.tokens }] : []));
  return windows.toSorted((one, other) => one.left - other.left)[0];
}
