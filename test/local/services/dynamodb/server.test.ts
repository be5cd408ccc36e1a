import {
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import * as path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { toClient } from '../../../fixtures/dynamodb-client.ts';
import { start, table } from './start.ts';

const TableName = table.name;
const Key = { pk: { S: 'budget#alice' }, sk: { S: '-' } };
const Item = { ...Key, left: { N: '3' } };

/** Takes one, if there is one. */
const take = new UpdateItemCommand({
  TableName,
  Key,
  UpdateExpression: 'SET #left = if_not_exists(#left, :all) - :one',
  ConditionExpression: 'attribute_not_exists(#left) OR #left >= :one',
  ExpressionAttributeNames: { '#left': 'left' },
  ExpressionAttributeValues: { ':all': { N: '3' }, ':one': { N: '1' } },
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'rivulet-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe('the official client', () => {
  test('finds the table as the template describes it, ready', async () => {
    const { client } = await start();
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    });
  });

  test('puts and gets an item', async () => {
    const { client } = await start();
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toBeUndefined();
    await client.send(new PutItemCommand({ TableName, Item }));
    expect((await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item).toEqual(Item);
  });

  test('updates on a condition: of ten at once, exactly three find one left', async () => {
    const { client } = await start();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => client.send(take)));
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(reasons).toHaveLength(7);
    for (const reason of reasons) expect(reason).toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toMatchObject({ left: { N: '0' } });
  });

  test('is told of a table that is not there', async () => {
    const { client } = await start();
    await expect(client.send(new GetItemCommand({ TableName: 'Other', Key }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('who is refused', () => {
  const get = new GetItemCommand({ TableName, Key });

  test.each([
    ['another region', { region: 'eu-west-1' }, 'InvalidSignatureException'],
    ['credentials that the stage did not give', { accessKeyId: 'AKIDOTHER' }, 'UnrecognizedClientException'],
  ])('a signature for %s', async (_name, changes, name) => {
    const { url } = await start();
    await expect(toClient(url, changes).send(get)).rejects.toMatchObject({ name });
  });

  test('a request without a signature', async () => {
    const { url } = await start();
    const response = await fetch(url, { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('MissingAuthenticationTokenException');
  });

  test('nobody for a signature, where it can’t be checked', async () => {
    const { url } = await start({ signedFor: undefined });
    const { Item: found } = await toClient(url, { accessKeyId: 'AKIDOFTHESHELL' }).send(get);
    expect(found).toBeUndefined();
  });

  test('a web page, signed or not', async () => {
    const { url } = await start({ signedFor: undefined });
    for (const method of ['OPTIONS', 'POST']) {
      const response = await fetch(url, { method, headers: { origin: 'https://evil.example' } });
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('other machines: it listens on loopback only', async () => {
    const { url } = await start();
    const { port, hostname } = new URL(url);
    expect(hostname).toBe('127.0.0.1');
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses = []) => addresses)
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outside) await expect(fetch(`http://${address}:${port}`)).rejects.toThrow('fetch failed');
  });
});

describe('what is kept', () => {
  test('nothing, without a folder, and two side by side do not share', async () => {
    const [one, two] = [await start(), await start()];
    await one.client.send(new PutItemCommand({ TableName, Item }));
    expect((await two.client.send(new ScanCommand({ TableName }))).Items).toEqual([]);
    await one.close();
    const again = await start();
    expect((await again.client.send(new ScanCommand({ TableName }))).Items).toEqual([]);
  });

  test('all items, in a folder: the table that is there stays', async () => {
    const folder = path.join(newFolder(), 'made', 'for', 'it');
    const one = await start({ folder });
    await one.client.send(new PutItemCommand({ TableName, Item }));
    await one.close();
    expect(existsSync(folder)).toBe(true);
    const again = await start({ folder });
    expect((await again.client.send(new ScanCommand({ TableName }))).Items).toEqual([Item]);
  });

  test('a folder that another one uses is refused, and that one goes on', async () => {
    const folder = newFolder();
    const { client } = await start({ folder });
    await expect(start({ folder })).rejects.toThrow(
      `${folder} can't be opened: another local stage uses it. Choose another folder with --data`,
    );
    await client.send(new PutItemCommand({ TableName, Item }));
  });

  test('a file in the place of the folder is refused', async () => {
    const file = path.join(newFolder(), 'file');
    writeFileSync(file, '');
    await expect(start({ folder: file })).rejects.toThrow(`${file} can't be opened`);
  });
});

describe('it closes while requests are under way: each ends or fails, and nothing else does', () => {
  // The more have ended, the further the others are.
  test.each([1, 3, 5, 7, 9])('%i of 20 have ended', async (ended) => {
    const { client, close } = await start();
    await client.send(take);
    const requests = Array.from({ length: 20 }, () => client.send(take).catch(() => undefined));
    await Promise.all(requests.slice(0, ended));
    await close();
    await Promise.all(requests);
    await expect(client.send(take)).rejects.toThrow();
  });
});

test('a caller that leaves in the middle of a request ends nothing else', async () => {
  const { url, client } = await start();
  const abort = new AbortController();
  const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"Table')) });
  const left = fetch(url, { method: 'POST', body, duplex: 'half', signal: abort.signal });
  setImmediate(() => abort.abort());
  await expect(left).rejects.toThrow('aborted');
  await client.send(new PutItemCommand({ TableName, Item }));
});
