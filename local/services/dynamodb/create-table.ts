import { setTimeout as delay } from 'node:timers/promises';
import type { LocalKey, LocalTable } from '../../template/dynamodb/local-table.ts';

/** Makes the table, unless the folder has it already, and waits until it is ready. */
export async function createTable(url: string, { name, keys, indexes }: LocalTable): Promise<void> {
  const attributes = new Map(
    [keys, ...indexes.map((index) => index.keys)].flat().map((key) => [key.attribute, key.type]),
  );
  const created = await call(url, 'CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map(([attribute, type]) => ({
      AttributeName: attribute,
      AttributeType: type,
    })),
    KeySchema: toSchema(keys),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: toSchema(index.keys),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  });
  if (created.status === 400 && created.text.includes('ResourceInUseException'))
    return checkIndexes(url, name, indexes);
  if (created.status !== 200) throw new Error(`the table ${name} can't be made here: ${created.text}`);
  while (!(await call(url, 'DescribeTable', { TableName: name })).text.includes('"TableStatus":"ACTIVE"'))
    await delay(1);
}

/** dynalite can't add an index to a table that is there. */
async function checkIndexes(url: string, table: string, indexes: LocalTable['indexes']): Promise<void> {
  const { text } = await call(url, 'DescribeTable', { TableName: table });
  const missing = indexes.find(({ name }) => !text.includes(`"IndexName":"${name}"`));
  if (!missing) return;
  throw new Error(
    `the table ${table} of this folder is older than its index ${missing.name}: choose another folder with --data`,
  );
}

function toSchema(keys: readonly LocalKey[]): readonly object[] {
  return keys.map(({ attribute, role }) => ({ AttributeName: attribute, KeyType: role }));
}

/** dynalite looks at the form of a signature only. */
const authorization = 'AWS4-HMAC-SHA256 Credential=stage, SignedHeaders=none, Signature=none';

async function call(url: string, operation: string, input: object) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': 'now',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return { status: response.status, text: await response.text() };
}
