import { setTimeout as sleep } from 'node:timers/promises';
import type { Bedrock } from '../bedrock/client.ts';
import { fieldOf } from '../chat/as-failure.ts';
import type { TableConfig } from '../config.ts';
import { type Call, TableError, toCall } from './call.ts';
import { type Item, readItem, readItems, writeValues } from './item.ts';
import type { Key, Query, Table } from './table.ts';

/** The table that the config names, over the Bedrock client's connections. */
export function openTable(bedrock: Bedrock, config: TableConfig): Table {
  return toTable(toCall(bedrock, config), config.name);
}

function toTable(call: Call, TableName: string): Table {
  async function read(key: Key, ConsistentRead: boolean): Promise<Item> {
    return readItem(await call('GetItem', { TableName, Key: writeValues({ ...key }), ConsistentRead }), 'Item');
  }

  return {
    get: (key) => read(key, true),
    peek: (key) => read(key, false),

    async put(key, item) {
      await call('PutItem', { TableName, Item: writeValues({ ...item, ...key }) });
    },

    async change(key, { expression, condition, names, values }) {
      const input = {
        TableName,
        Key: writeValues({ ...key }),
        UpdateExpression: expression,
        ...(condition !== undefined && { ConditionExpression: condition }),
        ...(names && { ExpressionAttributeNames: names }),
        ...(values && { ExpressionAttributeValues: writeValues(values) }),
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      };
      try {
        return { isDone: true, item: readItem(await call('UpdateItem', input), 'Attributes') };
      } catch (error) {
        if (!(error instanceof TableError) || error.name !== 'ConditionalCheckFailedException') throw error;
        // dynalite does not tell the item, and DynamoDB has none to tell where there is none.
        const item = error.item === undefined ? await read(key, true) : readItem({ Item: error.item }, 'Item');
        return { isDone: false, item };
      }
    },

    async query(query) {
      const answer = await call('Query', { TableName, ...toQueryInput(query) });
      const next = readItem(answer, 'LastEvaluatedKey');
      return { items: readItems(answer), ...(Object.keys(next).length > 0 && { next }) };
    },

    async delete(keys) {
      for (let from = 0; from < keys.length; from += batchSize) {
        let requests: unknown = keys
          .slice(from, from + batchSize)
          .map((key) => ({ DeleteRequest: { Key: writeValues({ ...key }) } }));
        // What DynamoDB had no time for comes back.
        for (let tries = 1; Array.isArray(requests) && requests.length > 0; tries += 1) {
          if (tries > maxBatchTries) throw new Error('DynamoDB had no time to delete some items');
          if (tries > 1) await sleep(50 * 2 ** tries);
          const answer = await call('BatchWriteItem', { RequestItems: { [TableName]: requests } });
          requests = fieldOf(fieldOf(answer, 'UnprocessedItems'), TableName);
        }
      }
    },
  };
}

/** As many as DynamoDB takes at once. */
const batchSize = 25;
const maxBatchTries = 5;

function toQueryInput({ pk, between, by, direction = 'forwards', limit, isKeysOnly = false, after }: Query): object {
  return {
    ...(by === undefined ? { ConsistentRead: true } : { IndexName: by }),
    KeyConditionExpression: `pk = :pk${between ? ' AND sk BETWEEN :from AND :to' : ''}`,
    ExpressionAttributeValues: writeValues({ ':pk': pk, ...(between && { ':from': between[0], ':to': between[1] }) }),
    ScanIndexForward: direction === 'forwards',
    ...(limit !== undefined && { Limit: limit }),
    ...(isKeysOnly && { ProjectionExpression: 'pk, sk' }),
    ...(after && { ExclusiveStartKey: writeValues(after) }),
  };
}
