import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLive } from '../../../scripts/live/find-live.ts';
import { readCommandLine } from '../../../scripts/live/command-line.ts';
import { run } from '../../../scripts/live/run.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({
    live: 'on',
    models: { normal: 'local.normal', hello: 'local.hello', fast: { split: { normal: 1, hello: 1 } } },
    defaultModel: 'normal',
    plans: { standard: { budget: { day: { tokens: 1_000_000 } } } },
  });
});
afterAll(() => stage.close());

async function live(...args: readonly string[]): Promise<string> {
  const commandLine = readCommandLine([...args, '--url', stage.url]);
  if (!commandLine) throw new Error('help');
  return (await run(commandLine.command, await findLive(commandLine.where))).join('\n');
}

/** How an answer starts. */
async function start(body: object = {}) {
  const answer = await stage.ask('', { accept: 'application/x-ndjson', body: { message: 'hi', ...body } });
  const [line = '{}'] = (await answer.text()).split('\n');
  return { status: answer.status, ...JSON.parse(line) };
}

describe('npm run live', () => {
  test('shows what was deployed', async () => {
    const shown = await live('show');
    expect(shown).toContain('version 0, what was deployed');
    expect(shown).toContain('"fast":{"split":{"normal":1,"hello":1}}');
    expect(await live('diff')).toBe('all is as it was deployed');
  });

  test('sets a name, and says since when', async () => {
    expect(await live('set', 'defaultModel', 'hello')).toContain('Version 1 is set');
    expect(await live('diff')).toBe('- defaultModel = "normal"\n+ defaultModel = "hello"');
    expect(await live('show')).toMatch(/^version 1, since \d{4}-.*, by .+/);
  });

  test('sets shares, prices, plans and the system prompt', async () => {
    await live(
      'set',
      'models',
      '{"normal":"local.normal","hello":"local.hello","fast":{"split":{"normal":9,"hello":1}}}',
    );
    await live('set', 'prices', '{"normal":{"input":1,"output":2}}');
    await live('set', 'plans', '{"standard":{"maxTokens":50,"budget":{"day":{"tokens":500000}}}}');
    await live('set', 'systemPrompt', 'Be brief.');
    expect((await live('history')).split('\n').map((line) => line.split('  ')[3])).toEqual([
      'set systemPrompt',
      'set plans',
      'set prices',
      'set models',
      'set defaultModel',
    ]);
  });

  test('goes back, as a new version', async () => {
    expect(await live('rollback', '1')).toContain('Version 6 is set');
    expect(await live('diff')).toContain('+ defaultModel = "hello"');
    expect(await live('rollback', '0')).toContain('Version 7 is set');
    expect(await live('diff')).toBe('all is as it was deployed');
    await expect(live('rollback', '99')).rejects.toThrow('there is no version 99');
  });

  test.each([
    [['set', 'defaultModel', 'opus'], 'defaultModel: got "opus"'],
    [['set', 'models', '{"normal":"not an id"}'], 'models: got'],
    [
      ['set', 'models', '{"normal":"local.normal","opus":"global.anthropic.claude-opus-5-5"}'],
      'may not call global.anthropic.claude-opus-5-5',
    ],
    [['set', 'plans', '{"standard":{},"team":{}}'], 'To add, remove or rename one, deploy'],
    [['set', 'plans', '{"standard":{"rate":5,"budget":{}}}'], 'API Gateway counts it'],
    [['set', 'memoryMb', '512'], 'Others need a deployment'],
    [['set', 'models'], 'needs a value'],
    [['set', 'models', 'a', 'b'], 'Quote JSON'],
    [['undo'], 'allowed are show, set, diff, history and rollback'],
  ])('%j is refused, and says what to do', async (args, words) => {
    await expect(live(...args)).rejects.toThrow(words);
    expect(await live('show')).toContain('version 7');
  });

  test('two at once do not overwrite each other', async () => {
    const results = await Promise.allSettled([live('set', 'systemPrompt', 'A'), live('set', 'systemPrompt', 'B')]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [refused] = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    expect(refused).toContain('somebody else has changed it');
  });
});

describe('after a deployment of other names', () => {
  test('what was deployed holds, it says so, and a version can be had again', async () => {
    const { table, deployed } = await findLive({ url: stage.url });
    const next = { table, deployed: { ...deployed, deployment: 'another' } };
    await run({ verb: 'set', name: 'systemPrompt', value: 'Be kind.' }, { table, deployed });
    const [first, second] = await run({ verb: 'show' }, next);
    expect(first).toMatch(/^version 9, of .*, was for another deployment and holds no longer. .*: rollback 9$/);
    expect(second).toContain('what was deployed');
    expect((await run({ verb: 'diff' }, next)).at(-1)).toBe('all is as it was deployed');
    await run({ verb: 'rollback', to: 9 }, next);
    expect((await run({ verb: 'diff' }, next)).join()).toContain('"Be kind."');
  });

  test('an agent keeps a model that it can ask', async () => {
    const { table, deployed } = await findLive({ url: stage.url });
    const config = { description: 'Helps.', model: 'hello', turns: 3, tokens: 1_000 };
    const agents = [{ name: 'helper', config, parts: ['tools' as const] }];
    const value = { normal: 'local.normal' };
    await expect(
      run({ verb: 'set', name: 'models', value }, { table, deployed: { ...deployed, agents } }),
    ).rejects.toThrow('agents/helper.ts: its model is hello; allowed: an alias in models: normal');
  });
});

test('an item that is broken is told, and a number is not given twice', async () => {
  const {
    table: { client, name },
  } = await findLive({ url: stage.url });
  const key = { pk: { S: 'live#names' }, sk: { S: 'current' } };
  await client.send(
    new PutItemCommand({ TableName: name, Item: { ...key, version: { N: '3' }, settings: { S: '{' } } }),
  );
  await expect(live('show')).rejects.toThrow("pk live#names, sk current can't be read. Delete it");
  await client.send(new DeleteItemCommand({ TableName: name, Key: key }));
  expect(await live('set', 'defaultModel', 'hello')).toContain('Version 11 is set');
});

test('a running deployment answers by it within half a minute, and its log says which version', async () => {
  await live('rollback', '0');
  await live('set', 'defaultModel', 'hello');
  expect(await live('show')).toContain('version 13');
  // The environment that is up has looked at its start, so it looks again after thirty seconds.
  await expect
    .poll(async () => start(), { timeout: 60_000, interval: 2_000 })
    .toMatchObject({ status: 200, model: 'hello', version: 13 });
  await expect.poll(() => stage.lines.join('\n')).toContain('"liveVersion":13');
});

test('a price of an agent that runs elsewhere is what the function is told', async () => {
  const { table, deployed } = await findLive({ url: stage.url });
  const arn = 'arn:aws:bedrock-agentcore:us-east-1:111122223333:runtime/helper-abcdefghij';
  const settings = { ...deployed.settings, runtimes: { helper: { arn, description: 'Helps.' } } };
  const value = { helper: { input: 1, output: 2 } };
  await run({ verb: 'set', name: 'prices', value }, { table, deployed: { ...deployed, settings } });
  const key = { pk: { S: 'live#names' }, sk: { S: 'current' } };
  const { Item: item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key: key }));
  expect(JSON.parse(item?.['config']?.S ?? '{}')).toMatchObject({
    runtimes: { helper: { arn, price: expect.objectContaining({}) } },
  });
});

test('the history is whole, also past the megabyte that one page of it has', async () => {
  await live('rollback', '0');
  for (let at = 0; at < 12; at += 1) await live('set', 'systemPrompt', 'abcdefghijkl'.charAt(at).repeat(90_000));
  const versions = (await live('history')).split('\n').map((line) => Number(line.split('  ')[0]));
  const newest = versions[0] ?? 0;
  expect(versions).toEqual(Array.from({ length: newest }, (_, at) => newest - at));
});

test('a deployment without it says what to set', async () => {
  const without = await startTestStage();
  await expect(findLive({ url: without.url })).rejects.toThrow('set live to on');
  await without.close();
});
