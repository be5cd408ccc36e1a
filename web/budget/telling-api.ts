import type { BudgetLeft } from '../../lambda/chat/budget-left.ts';
import type { Api } from '../api/api.ts';
import { readEvents } from '../api/read-events.ts';
import { readBudget } from './read-budget.ts';

/** Tells what each answer says is left of the budget. An answer that has ended before it could say so is followed by a question for it. */
export function toTellingApi(api: Api, tell: (budget: BudgetLeft | undefined) => void): Api {
  const note = async (response: Response) => {
    const said = await readSaid(response).catch(() => undefined);
    // A refusal without a budget has changed nothing.
    if (said || response.ok) tell(said ?? (await readBudget(api)));
  };
  return async (path, request) => {
    const response = await api(path, request);
    if (path === 'chat') void note(response.clone());
    return response;
  };
}

/** What an answer or a refusal says is left. */
async function readSaid(response: Response): Promise<BudgetLeft | undefined> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (!isStream || !response.body) {
    const { budget, error }: { budget?: BudgetLeft; error?: { budget?: BudgetLeft } } = await response.json();
    return budget ?? error?.budget;
  }
  let said: BudgetLeft | undefined;
  for await (const events of readEvents(response.body)) {
    for (const { type, data } of events) if (type === 'done') said = data.budget;
  }
  return said;
}
