import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DescribeTableCommand, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findChat } from '../../local/read-chat-config.ts';
import type { StageOptions } from '../../local/stage.ts';
import { domainIn } from '../fixtures/domain-setting.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { toClient } from '../fixtures/dynamodb-client.ts';

const variable = 'AWS_ENDPOINT_URL_DYNAMODB';
const Key = { pk: { S: 'answer#1' }, sk: { S: '-' } };

async function start(settings: object = { cancel: 'on' }, options: Partial<StageOptions> = {}): Promise<TestStage> {
  const stage = await startTestStage({ ...settings }, options);
  onTestFinished(() => stage.close());
  return stage;
}

const isDynaliteLoaded = () =>
  Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('/node_modules/dynalite/'));

/** What the chat is told of its table, as it would be in a deployment. */
function tableOf({ api }: TestStage): { readonly name: string; readonly endpoint: string } {
  return JSON.parse(findChat(api)?.environment['RIVULET_TABLE'] ?? '{}');
}

// The first of this file: what one test has loaded stays.
test('a stage whose settings need no table has no DynamoDB, and loads none', async () => {
  const stage = await start({ budgetFailure: 'open', table: { recovery: 'on' } });
  expect(stage.serviceVariables).not.toHaveProperty(variable);
  expect(tableOf(stage)).toEqual({});
  expect(isDynaliteLoaded()).toBe(false);
});

test.each([
  ['cancel', { cancel: 'on' }],
  ['a budget', { plans: { standard: { budget: { day: { tokens: 10 } } } } }],
])('with %s the table is there, under the name that the function knows', async (_name, settings) => {
  const stage = await start({ ...settings, table: { recovery: 'on', encryption: 'aws-managed' } });
  expect(isDynaliteLoaded()).toBe(true);
  const { name, endpoint } = tableOf(stage);
  expect(endpoint).toBe('https://dynamodb.us-east-1.amazonaws.com');
  expect(stage.serviceVariables[variable]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { Table } = await toClient(stage.serviceVariables[variable]).send(
    new DescribeTableCommand({ TableName: name }),
  );
  expect(Table?.TableStatus).toBe('ACTIVE');
  expect(await (await stage.ask('hello')).text()).not.toBe('');
});

test('requests must be signed for the stage’s region, unless the functions have credentials of the shell', async () => {
  const get = async (stage: TestStage, accessKeyId: string) =>
    toClient(stage.serviceVariables[variable], { accessKeyId }).send(
      new GetItemCommand({ TableName: tableOf(stage).name, Key }),
    );
  await expect(get(await start(), 'AKIDOTHER')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  const shell = { AWS_ACCESS_KEY_ID: 'AKIDOFTHESHELL', AWS_SECRET_ACCESS_KEY: 'secret' };
  await expect(get(await start({ cancel: 'on' }, { shell }), 'AKIDOFTHESHELL')).resolves.toBeDefined();
});

describe('at the stage’s own address', () => {
  const body = '{}';
  const headers = {
    authorization: 'AWS4-HMAC-SHA256 Credential=a/20261127/b/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20261127T000000Z',
    'x-amz-target': 'DynamoDB_20120810.ListTables',
  };

  test.each([
    ['', {}],
    [' behind a domain', { domain: domainIn('us-east-1') }],
  ])('npm run callers finds the table%s and reads it, whatever it signs with', async (_where, settings) => {
    const stage = await start({ cancel: 'on', ...settings });
    const client = toClient(new URL(stage.url).origin, { accessKeyId: 'local', region: 'eu-west-3' });
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    expect(TableNames).toEqual([tableOf(stage).name]);
    const [TableName] = TableNames;
    await client.send(new PutItemCommand({ TableName, Item: Key }));
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toEqual(Key);
  });

  test('there is no table where the settings need none', async () => {
    const stage = await start({});
    const client = toClient(new URL(stage.url).origin);
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    const asked = client.send(new GetItemCommand({ TableName: 'none', Key }));
    await expect(asked).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test.each<[who: string, change: Record<string, string>]>([
    ['a page in a browser', { origin: 'http://127.0.0.1:3000' }],
    ['who does not sign', { authorization: 'Bearer x' }],
  ])('%s is refused', async (_who, change) => {
    const { origin } = new URL((await start()).url);
    const ask = (changed: object) => fetch(`${origin}/`, { method: 'POST', headers: { ...headers, ...changed }, body });
    expect((await ask({})).status).toBe(200);
    for (const target of ['ListTables', 'Scan']) {
      const refused = await ask({ ...change, 'x-amz-target': `DynamoDB_20120810.${target}` });
      expect([refused.status, await refused.text()]).toEqual([403, '{"message":"Forbidden"}']);
    }
  });
});

test('with a folder for data the items outlive the stage', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'rivulet-data-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const first = await startTestStage({ cancel: 'on' }, { data });
  const { name: TableName } = tableOf(first);
  await toClient(first.serviceVariables[variable]).send(new PutItemCommand({ TableName, Item: Key }));
  await first.close();
  const next = await start({ cancel: 'on' }, { data });
  const { Item } = await toClient(next.serviceVariables[variable]).send(new GetItemCommand({ TableName, Key }));
  expect(Item).toEqual(Key);
});
