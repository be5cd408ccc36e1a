import type { BudgetLeft, Left } from '../../../lambda/chat/budget-left.ts';
import type { TestStage } from '../../fixtures/test-stage.ts';

/** What was used and what is held of the day, as the API says. */
export async function readTokens({ url, apiKey = '' }: TestStage): Promise<Left | undefined> {
  const response = await fetch(`${url}me`, { headers: { 'x-api-key': apiKey } });
  const { budget }: { budget?: BudgetLeft } = await response.json();
  return budget?.day?.tokens;
}
