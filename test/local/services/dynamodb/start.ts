import { onTestFinished } from 'vitest';
import { type DynamoDbOptions, startDynamoDb } from '../../../../local/services/dynamodb/server.ts';
import { toClient } from '../../../fixtures/dynamodb-client.ts';

export const table = {
  name: 'Stack-Table',
  keys: [
    { attribute: 'pk', role: 'HASH', type: 'S' },
    { attribute: 'sk', role: 'RANGE', type: 'S' },
  ],
  indexes: [],
} as const;

/** The same with an index of the items that have a number. */
export function tableWithIndex(name: string) {
  const [partition] = table.keys;
  return {
    ...table,
    indexes: [{ name, keys: [partition, { attribute: 'listedMs', role: 'RANGE', type: 'N' }] }],
  } as const;
}

/** The service with one table, closed when the test ends unless it has been closed. */
export async function start(options: Partial<DynamoDbOptions> = {}) {
  const { url, close } = await startDynamoDb({ tables: [table], signedFor: 'us-east-1', ...options });
  let closing: Promise<void> | undefined;
  const closeOnce = () => (closing ??= close());
  onTestFinished(closeOnce);
  return { url, client: toClient(url), close: closeOnce };
}
