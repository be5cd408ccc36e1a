import type { UsageOfDay } from '../../../lambda/days/to-usage.ts';

/** A row of `GET /usage`. */
export function row(changes: Partial<UsageOfDay> = {}): UsageOfDay {
  return {
    day: '2026-11-28',
    name: 'haiku',
    requests: 2,
    failures: 1,
    inputTokens: 10,
    outputTokens: 20,
    usd: 0.25,
    unpriced: 0,
    ...changes,
  };
}
