import type { BudgetLeft } from '../../lambda/chat/budget-left.ts';
import type { Api } from '../api/api.ts';

/** What is left of the person's budget. Undefined where there is no limit, or no telling: the page works without it. */
export async function readBudget(api: Api): Promise<BudgetLeft | undefined> {
  try {
    const response = await api('me');
    if (!response.ok) return undefined;
    const { budget }: { budget?: BudgetLeft } = await response.json();
    return budget;
  } catch {
    return undefined;
  }
}
