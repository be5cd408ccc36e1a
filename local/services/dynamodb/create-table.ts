import { setTimeout as delay } from 'node:timers/promises';
import type { LocalTable } from '../../template/dynamodb/local-table.ts';

/** Makes the table, unless the folder has it already, and waits until it is ready. */
export async function createTable(url: string, { name, keys }: LocalTable): Promise<void> {
  const created = await call(url, 'CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map(({ attribute, type }) => ({ AttributeName: attribute, AttributeType: type })),
    KeySchema: keys.map(({ attribute, role }) => ({ AttributeName: attribute, KeyType: role })),
  });
  if (created.status === 400 && created.text.includes('ResourceInUseException')) return;
  if (created.status !== 200) throw new Error(`the table ${name} can't be made here: ${created.text}`);
  while (!(await call(url, 'DescribeTable', { TableName: name })).text.includes('"TableStatus":"ACTIVE"'))
    await delay(1);
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
