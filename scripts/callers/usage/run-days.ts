import { readRange } from '../../../lambda/days/read-range.ts';
import type { UsageOfDay } from '../../../lambda/days/to-usage.ts';
import { toCsv } from '../../../web/usage/to-csv.ts';
import { findTable } from '../budgets/find-table.ts';
import type { Who } from '../command-line.ts';
import { findCaller } from '../find-caller.ts';
import type { ApiStage } from '../find-stage.ts';
import { findKeys, listPlans } from '../keys.ts';
import type { Printed } from '../run.ts';
import type { DaysAsked } from './days-options.ts';
import { type Range, readAllDays, readOwnDays } from './read-days.ts';
import { toTable } from './to-table.ts';

/** What one caller used, or everybody, by day and name. */
export async function tellDays(who: Who | 'all', asked: DaysAsked, stage: ApiStage, now: Date): Promise<Printed> {
  const range = toRange(asked, now);
  const caller = who === 'all' ? undefined : await findCaller(who, stage);
  const table = await findTable(stage);
  if (!table) throw new Error(`nothing is counted here, because this API has no table: ${whatToSet}`);
  const keys = caller ? [] : await findKeys(stage, await listPlans(stage));
  const rows = caller ? await readOwnDays(table, caller.id, range) : await readAllDays(table, keys, range);
  const hasKeys = caller !== undefined || keys.length > 0;
  return {
    out: asked.isCsv ? toCsv(rows) : toTable(rows),
    about: [...noteNothing(rows, range, hasKeys), ...(asked.isCsv ? [] : noteUnpriced(rows))],
  };
}

/** As `GET /usage` reads them: the last 30 days, if nothing is said. */
export function toRange({ from, to }: Pick<DaysAsked, 'from' | 'to'>, now: Date): Range {
  const query = { ...(from !== undefined && { from: [from] }), ...(to !== undefined && { to: [to] }) };
  return readRange(query, true, now.getTime());
}

/** Where the price of a model is not known, the cost is not all of it. */
export function noteUnpriced(rows: readonly UsageOfDay[]): string[] {
  const count = rows.reduce((total, { unpriced }) => total + unpriced, 0);
  if (count === 0) return [];
  return [
    `Requests that used a model without a price: ${count}. usd lacks them: give its name a price in the setting prices`,
  ];
}

const whatToSet = 'set "usage" to "on" in the settings, and deploy or start it again';

function noteNothing(rows: readonly UsageOfDay[], { from, to }: Range, hasKeys: boolean): string[] {
  if (rows.length > 0) return [];
  const off = `or the setting usage is off: ${whatToSet}`;
  const unlisted = ', or its callers have no keys and no plan has "seesUsage": "all": then send --caller ID';
  return [`Nothing is counted from ${from} to ${to}. Either no model was asked${hasKeys ? '' : unlisted}, ${off}`];
}
