import type { Bedrock } from '../bedrock/client.ts';
import type { TableConfig } from '../config.ts';
import { type Call, TableError, toCall } from './call.ts';
import { type Item, readItem, writeValues } from './item.ts';
import type { Key, Table } from './table.ts';

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
  };
}
