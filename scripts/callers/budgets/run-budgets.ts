import type { Item } from '../../../lambda/table/item.ts';
import { changeLimits, readAccount } from './accounts.ts';
import { countOver, isCounted, toBudgetLines, toLimitLines } from './budget-lines.ts';
import type { Command, Who } from '../command-line.ts';
import { findCaller, type FoundCaller } from '../find-caller.ts';
import type { ApiStage } from '../find-stage.ts';
import { findTable } from './find-table.ts';
import { readUsage } from '../keys.ts';
import type { Printed } from '../run.ts';
import { readOwnDays } from '../usage/read-days.ts';
import { noteUnpriced, toRange } from '../usage/run-days.ts';
import { toTable } from '../usage/to-table.ts';

export async function limit(
  { who, changes }: Extract<Command, { verb: 'limit' }>,
  stage: ApiStage,
  now: Date,
): Promise<Printed> {
  const caller = await findCaller(who, stage);
  const table = await findTable(stage);
  if (!table) throw new Error(noTable);
  const hasChanges = changes.length > 0;
  const item = hasChanges ? await changeLimits(table, caller.id, changes) : await readAccount(table, caller.id);
  const changed = hasChanges ? [`The limits of ${caller.name}, from its next request on:`] : [];
  return { out: toLimitLines(item, now.getTime()), about: [...changed, ...noteUncounted(item, caller)] };
}

/** What a caller has used, holds and has left. */
export async function usage(who: Who, stage: ApiStage, now: Date): Promise<Printed> {
  const caller = await findCaller(who, stage);
  const requests = caller.key ? await tellRequests(stage, caller.key, now) : { out: [], about: [] };
  const table = await findTable(stage);
  if (!table && !caller.key) throw new Error(noTable);
  if (!table) return requests;
  const item = await readAccount(table, caller.id);
  const days = await readOwnDays(table, caller.id, toRange({}, now));
  // Where only its days are counted, nothing is to be told of a budget.
  const budget =
    days.length > 0 && Object.keys(item).length === 0
      ? { out: [], about: [] }
      : { out: toBudgetLines(item, now.getTime()), about: noteUncounted(item, caller) };
  return {
    out: [...requests.out, ...budget.out, ...toTable(days)],
    about: [...requests.about, ...budget.about, ...noteOver(item, caller, now), ...noteUnpriced(days)],
  };
}

const noTable =
  'nothing is counted here, because this API has no table: give a plan a "budget" in the setting plans ("budget": {} is enough), and deploy or start it again';

/** API Gateway counts them by key. */
async function tellRequests(stage: ApiStage, key: NonNullable<FoundCaller['key']>, now: Date): Promise<Printed> {
  const days = await readUsage(stage, key, now);
  const lines = [...days].map(([day, requests]) => `${day}  ${requests}`);
  return { out: lines, about: lines.length === 0 ? ['No requests in the last 30 days.'] : [] };
}

function noteUncounted(item: Item, { name, key }: FoundCaller): string[] {
  if (isCounted(item)) return [];
  const mistake = key ? '' : ', or no caller has this id';
  return [
    `Nothing of ${name} is counted yet. Either it has sent no request${mistake}, or its plan has no "budget" in the setting plans: then no limit holds ("budget": {} is enough)`,
  ];
}

function noteOver(item: Item, { name }: FoundCaller, now: Date): string[] {
  const over = countOver(item, now.getTime());
  if (over === 0) return [];
  return [
    `Requests of ${name} that never said what they used: ${over}. Their time is up, so they hold nothing, and their prompts are counted as used`,
  ];
}
