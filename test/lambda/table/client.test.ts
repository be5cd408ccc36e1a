import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openBedrock } from '../../../lambda/bedrock/client.ts';
import { writeValues } from '../../../lambda/table/item.ts';
import { openTable } from '../../../lambda/table/open-table.ts';
import type { Change } from '../../../lambda/table/table.ts';
import { localCredentials } from '../../../local/sigv4/signature.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { region, tableAt } from '../../fixtures/table/dynamodb-table.ts';
import { startScriptedProxy, type Turn } from '../../fixtures/table/scripted-proxy.ts';
import { start, table as made } from '../../local/services/dynamodb/start.ts';

const TableName = made.name;
const key = { pk: 'budget#日本 😀 "quoted"', sk: 'account' };
const item = { text: 'é\u2028\u0000😀', empty: '', count: -3, large: 9_007_199_254_740_991, 'with.dot': 1 };

describe('beside the official client', () => {
  test('what one writes the other reads', async () => {
    const { url, client } = await start();
    const table = tableAt(url);
    await table.put(key, item);
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: writeValues({ ...key }) }));
    expect(Item).toEqual(writeValues({ ...item, ...key }));
    const other = { ...key, sk: 'other' };
    await client.send(new PutItemCommand({ TableName, Item: writeValues({ ...item, ...other }) }));
    expect([await table.get(other), await table.peek(other)]).toEqual([
      { ...item, ...other },
      { ...item, ...other },
    ]);
    expect(await table.get({ ...key, sk: 'nothing' })).toEqual({});
  });

  test('attributes of other types are not read, and not lost', async () => {
    const { url, client } = await start();
    const Item = { ...writeValues({ ...key, count: 1 }), yes: { BOOL: true }, list: { L: [{ S: 'a' }] } };
    await client.send(new PutItemCommand({ TableName, Item }));
    const { item: changed } = await tableAt(url).change(key, { expression: 'SET a = :a', values: { ':a': 1 } });
    expect(changed).toEqual({ ...key, count: 1, a: 1 });
    const { Item: after } = await client.send(new GetItemCommand({ TableName, Key: writeValues({ ...key }) }));
    expect(after).toEqual({ ...Item, a: { N: '1' } });
  });

  const count: Change = {
    expression: 'SET #count = if_not_exists(#count, :none) + :one',
    condition: 'attribute_not_exists(#count) OR #count <= :two',
    names: { '#count': 'count' },
    values: { ':none': 0, ':one': 1, ':two': 2 },
  };

  test('a change has the same result and the same conditional failure', async () => {
    const { url, client } = await start();
    const table = tableAt(url);
    const bySdk = async () => {
      const { expression, condition, names = {}, values = {} } = count;
      const input = {
        TableName,
        Key: writeValues({ ...key, sk: 'sdk' }),
        UpdateExpression: expression,
        ConditionExpression: condition,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: writeValues(values),
        ReturnValues: 'ALL_NEW' as const,
      };
      const name = (error: unknown) => (error instanceof Error ? error.name : '');
      return client.send(new UpdateItemCommand(input)).then(({ Attributes }) => Attributes?.['count'], name);
    };
    const byUs = async () => {
      const { isDone, item: after } = await table.change({ ...key, sk: 'us' }, count);
      return isDone ? writeValues({ count: after['count'] ?? '' })['count'] : 'ConditionalCheckFailedException';
    };
    const all = async (by: () => Promise<unknown>) => [await by(), await by(), await by(), await by(), await by()];
    const expected = [{ N: '1' }, { N: '2' }, { N: '3' }];
    const failure = 'ConditionalCheckFailedException';
    expect([await all(byUs), await all(bySdk)]).toEqual([
      [...expected, failure, failure],
      [...expected, failure, failure],
    ]);
    expect(await table.change({ ...key, sk: 'us' }, count)).toEqual({
      isDone: false,
      item: { ...key, sk: 'us', count: 3 },
    });
  });

  test('where a condition fails for an item that is not there, it is empty', async () => {
    const { url } = await start();
    const change = { expression: 'SET a = :a', condition: 'attribute_exists(a)', values: { ':a': 1 } };
    expect(await tableAt(url).change(key, change)).toEqual({ isDone: false, item: {} });
  });

  test.each([
    ['tells the item with the failure, as DynamoDB does: nothing more is asked', { a: { N: '7' } }, { a: 7 }, 1],
    ['tells none, as dynalite does: it is asked for', undefined, { ...key, a: 1 }, 2],
  ])('a table that %s', async (_name, told, expected, calls) => {
    const { url, turns, seen } = await startScriptedProxy((await start()).url);
    const table = tableAt(url);
    await table.put(key, { a: 1 });
    turns.push({ status: 400, name: 'ConditionalCheckFailedException', ...(told && { item: told }) });
    expect(await table.change(key, count)).toEqual({ isDone: false, item: expected });
    expect(seen).toHaveLength(1 + calls);
  });

  test('errors have DynamoDB’s own names', async () => {
    const { url, client } = await start();
    const change = { expression: 'SET a = :b' };
    await expect(tableAt(url, 'Other').get(key)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      status: 400,
    });
    await expect(client.send(new GetItemCommand({ TableName: 'Other', Key: writeValues({ ...key }) }))).rejects.toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
    const error = await tableAt(url).change(key, change).catch(String);
    expect(error).toBe('ValidationException: DynamoDB answered with ValidationException');
  });
});

const throttle: Turn = { status: 400, name: 'ThrottlingException' };
const broken: Turn = { status: 500, name: 'InternalServerError' };
const fivehundredthree: Turn = { status: 503, name: 'ServiceUnavailable' };

describe('what may pass is tried twice, and no more', () => {
  test.each<[name: string, turns: readonly Turn[], tries: number, isDone: boolean]>([
    ['nothing goes wrong', [], 1, true],
    ['throttled once', [throttle], 2, true],
    ['throttled by capacity', [{ status: 400, name: 'ProvisionedThroughputExceededException' }], 2, true],
    ['throttled by the account', [{ status: 400, name: 'RequestLimitExceeded' }], 2, true],
    ['throttled twice', [throttle, throttle], 2, false],
    ['5xx once', [broken], 2, true],
    ['5xx twice', [broken, fivehundredthree], 2, false],
    ['not JSON, from something between', ['not JSON', 'not JSON'], 2, false],
    ['reset once', ['reset'], 2, true],
    ['reset twice', ['reset', 'reset'], 2, false],
    ['half an answer', ['half'], 2, true],
    ['half an answer twice', ['half', 'half'], 2, false],
    ['a lost answer', ['lost'], 2, true],
    ['silence once', ['silent'], 2, true],
    ['silence twice', ['silent', 'silent'], 2, false],
    ['silence, then a throttle', ['silent', throttle], 2, false],
    ['a refusal for what is asked', [{ status: 400, name: 'ValidationException' }], 1, false],
    ['a refusal for who asks', [{ status: 400, name: 'AccessDeniedException' }], 1, false],
    ['a refusal for credentials that are over', [{ status: 400, name: 'ExpiredTokenException' }], 1, false],
  ])('%s', async (_name, script, tries, isDone) => {
    const { url: target } = await start();
    const { url, turns, seen } = await startScriptedProxy(target);
    const [table, direct] = [tableAt(url), tableAt(target)];
    turns.push(...script);
    const limits = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => limits.mockRestore());
    const answer = await table.put(key, { a: 1 }).then(
      () => true,
      (error: unknown) => error,
    );
    expect([seen.length, answer === true]).toEqual([tries, isDone]);
    if (answer !== true) expect(answer).toBeInstanceOf(Error);
    // What it may wait for, whatever the machine is busy with: each attempt half a second.
    expect(limits.mock.calls.filter(([, ms]) => ms === 500)).toHaveLength(tries);
    if (isDone || script.includes('half')) expect(await direct.get(key)).toEqual({ ...key, a: 1 });
  });

  test('a change whose answer was lost is tried again, and meets its own condition', async () => {
    const { url: target } = await start();
    const { url, turns } = await startScriptedProxy(target);
    turns.push('lost');
    const change = { expression: 'SET a = :a', condition: 'attribute_not_exists(a)', values: { ':a': 1 } };
    expect(await tableAt(url).change(key, change)).toEqual({ isDone: false, item: { ...key, a: 1 } });
  });
});

describe('credentials', () => {
  test('a session token is sent and signed', async () => {
    vi.stubEnv('AWS_SESSION_TOKEN', 'token/en+1=');
    const { url, seen } = await startScriptedProxy((await start()).url);
    await tableAt(url).put(key, {});
    expect(seen[0]?.['x-amz-security-token']).toBe('token/en+1=');
    expect(seen[0]?.authorization).toMatch(/SignedHeaders=[^,]*x-amz-security-token/);
  });

  test('that rotate are asked for again', async () => {
    const { url: target } = await start({ signedFor: undefined });
    const { url, seen } = await startScriptedProxy(target);
    let asked = 0;
    const client = new BedrockRuntimeClient({
      region,
      requestHandler: new NodeHttpHandler(),
      credentials: async () => {
        asked += 1;
        return { ...localCredentials, accessKeyId: `AKID${asked}`, expiration: new Date(Date.now() + 1_000) };
      },
    });
    onTestFinished(() => client.destroy());
    const table = openTable({ ...openBedrock(testConfig), client }, { endpoint: url, name: TableName, region });
    for (let time = 0; time < 3; time += 1) await table.put(key, {});
    const ids = seen.map(
      ({ authorization = '' }) => /Credential=(\w+)\/\d+\/us-east-1\/dynamodb\//.exec(authorization)?.[1],
    );
    expect(new Set(ids).size).toBe(3);
  });
});
