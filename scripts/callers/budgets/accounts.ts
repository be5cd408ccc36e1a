import { GetItemCommand, ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { accountKey, limitsAttribute, limitsOf } from '../../../lambda/budgets/ledger/account.ts';
import { type Item, readItem, writeValues } from '../../../lambda/table/item.ts';
import type { CallersTable } from './find-table.ts';
import type { LimitChange } from './limit-options.ts';
import { changeOwnLimits, readOwnLimits } from './own-limits.ts';

/** The account of a caller; empty if nothing is known of it. */
export async function readAccount({ client, name }: CallersTable, caller: string): Promise<Item> {
  const Key = writeValues({ ...accountKey(caller) });
  return readItem(await client.send(new GetItemCommand({ TableName: name, Key, ConsistentRead: true })), 'Item');
}

/** Each try more needs someone else who changes the same caller's limits at the same time. */
const maxTries = 5;

/** The account as it is then. */
export async function changeLimits(
  table: CallersTable,
  caller: string,
  changes: readonly LimitChange[],
): Promise<Item> {
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const item = await readAccount(table, caller);
    const before = limitsOf(item);
    const after = changeOwnLimits(readOwnLimits(item), changes);
    if (after === before) return item;
    const changed = await writeLimits(table, caller, before, after);
    if (changed) return changed;
  }
  throw new Error(`someone else changes the limits of ${caller} at the same time: nothing was changed, try again`);
}

/** Undefined when they are no longer as they were read. */
async function writeLimits(
  { client, name }: CallersTable,
  caller: string,
  before: string | undefined,
  after: string | undefined,
): Promise<Item | undefined> {
  const values = {
    ...(before !== undefined && { ':before': before }),
    ...(after !== undefined && { ':after': after }),
  };
  const update = new UpdateItemCommand({
    TableName: name,
    Key: writeValues({ ...accountKey(caller) }),
    UpdateExpression: after === undefined ? 'REMOVE #limits' : 'SET #limits = :after',
    ConditionExpression: before === undefined ? 'attribute_not_exists(#limits)' : '#limits = :before',
    ExpressionAttributeNames: { '#limits': limitsAttribute },
    ExpressionAttributeValues: writeValues(values),
    ReturnValues: 'ALL_NEW',
  });
  try {
    return readItem(await client.send(update), 'Attributes');
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
