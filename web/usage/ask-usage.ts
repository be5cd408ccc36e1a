import type { UsageOfDay } from '../../lambda/days/to-usage.ts';
import type { Api } from '../api/api.ts';
import { type Problem, readRefusal, toNetworkProblem } from '../api/problem.ts';
import { firstOf } from './list-days.ts';

/** Whose usage: one's own, or everybody's. */
export type Of = 'me' | 'all';

/** What `GET /usage` answers. */
export interface UsageAnswer {
  readonly from: string;
  readonly to: string;
  /** Left out for who sees only the own. */
  readonly of?: Of;
  readonly days: readonly UsageOfDay[];
}

/** Of the last days, as many as said. Without `of`, all that the caller may see. */
export async function askUsage(
  api: Api,
  count: number,
  of: Of | undefined,
  signal: AbortSignal,
): Promise<UsageAnswer | Problem> {
  const query = new URLSearchParams({ from: firstOf(count, Date.now()), ...(of && { of }) });
  try {
    const response = await api(`usage?${query}`, { signal });
    return response.ok ? await response.json() : await readRefusal(response);
  } catch (error) {
    // What is not JSON did not come from the API.
    return error instanceof SyntaxError ? { kind: 'unknown' } : toNetworkProblem(navigator.onLine);
  }
}
