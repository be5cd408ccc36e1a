import type { BudgetLeft } from '../../lambda/chat/budget-left.ts';
import type { Api } from '../api/api.ts';
import { readEvents } from '../api/read-events.ts';
import { readBudget } from './read-budget.ts';

/** Between two questions for the budget. What an answer held is settled within about a second of its end, or a little later. */
const patienceMs = 2_000;
const mostQuestions = 5;

/** Tells what each answer says is left of the budget. An answer that has ended before it could say so is followed by a question for it. */
export function toTellingApi(api: Api, tell: (budget: BudgetLeft | undefined) => void): Api {
  const note = async (response: Response) => {
    const said = await readSaid(response).catch(() => undefined);
    if (said) tell(said);
    // A refusal without a budget has changed nothing.
    else if (response.ok) await askUntilSettled();
  };
  /** The end of a connection may be seen here before the answer's own: then it still holds what it will not use. */
  async function askUntilSettled(): Promise<void> {
    for (let questions = 1; questions <= mostQuestions; questions++) {
      const budget = await readBudget(api);
      tell(budget);
      if (!budget || !isHeld(budget)) return;
      await new Promise((resolve) => setTimeout(resolve, patienceMs));
    }
  }
  return async (path, request) => {
    const response = await api(path, request);
    if (path === 'chat' || request?.kept) void note(response.clone());
    return response;
  };
}

function isHeld({ day, month }: BudgetLeft): boolean {
  return [day?.tokens, day?.usd, month?.tokens, month?.usd].some((left) => left !== undefined && left.held > 0);
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
