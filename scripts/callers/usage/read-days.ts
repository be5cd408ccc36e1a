import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { ownQueries, sharedQueries } from '../../../lambda/days/keys.ts';
import { toUsage, type UsageOfDay } from '../../../lambda/days/to-usage.ts';
import { readItems, writeValues } from '../../../lambda/table/item.ts';
import type { Query } from '../../../lambda/table/table.ts';
import { forEachAtMost } from '../../at-most.ts';
import type { CallersTable } from '../budgets/find-table.ts';
import type { Key } from '../keys.ts';

/** Both ends included. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** What one caller used, by day and name. */
export function readOwnDays(table: CallersTable, caller: string, { from, to }: Range): Promise<readonly UsageOfDay[]> {
  return readAll(table, ownQueries(caller, from, to), true);
}

/** DynamoDB takes many more; nobody waits for a tenth of this. */
const atOnce = 8;

/**
 * What everybody used. Of callers with keys it is what is kept of each: what is kept of everybody together begins only when a plan sees all. That has
 * the callers without keys, whom nothing else lists.
 */
export async function readAllDays(
  table: CallersTable,
  keys: readonly Key[],
  { from, to }: Range,
): Promise<readonly UsageOfDay[]> {
  const rows: UsageOfDay[] = [];
  await forEachAtMost(atOnce, keys, async (key) => {
    const caller = nameOf(key, keys);
    for (const row of await readOwnDays(table, key.id, { from, to })) rows.push({ ...row, caller });
  });
  const ids = new Set(keys.map(({ id }) => id));
  const shared = await readAll(table, sharedQueries(from, to), false);
  return [...rows, ...shared.filter(({ caller = '' }) => !ids.has(caller))].toSorted(
    (one, other) => compare(one.day, other.day) || compare(one.caller, other.caller) || compare(one.name, other.name),
  );
}

async function readAll(
  { client, name }: CallersTable,
  queries: readonly Query[],
  isOwn: boolean,
): Promise<readonly UsageOfDay[]> {
  const rows: UsageOfDay[] = [];
  for (const { pk, between: [first, last] = ['', ''] } of queries) {
    const pages = paginateQuery(
      { client },
      {
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: writeValues({ ':pk': pk, ':first': first, ':last': last }),
        ConsistentRead: true,
      },
    );
    for await (const page of pages) rows.push(...readItems(page).map((item) => toUsage(item, isOwn)));
  }
  return rows;
}

/** By its id where another key has the same name. */
function nameOf({ id, name }: Key, keys: readonly Key[]): string {
  return keys.some((other) => other.name === name && other.id !== id) ? id : name;
}

function compare(one = '', other = ''): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
