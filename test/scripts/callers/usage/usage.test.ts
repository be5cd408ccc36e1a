import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readCommandLine } from '../../../../scripts/callers/command-line.ts';
import { findStage } from '../../../../scripts/callers/find-stage.ts';
import { run } from '../../../../scripts/callers/run.ts';
import { signedFetch } from '../../../fixtures/signed-fetch.ts';
import { startTestStage, type TestStage } from '../../../fixtures/test-stage.ts';

const prices = { normal: { input: 1, output: 5 } };
const today = new Date().toISOString().slice(0, 10);

/** What a person gets who types it, but for the process. Cells are apart by two spaces or more. */
async function callers({ url }: TestStage, ...args: string[]) {
  try {
    const commandLine = readCommandLine([...args, '--url', url]);
    if (!commandLine) throw new Error('help is tested elsewhere');
    const { out, about } = await run(commandLine.command, await findStage(commandLine.where));
    return { out, cells: out.map((line) => line.split(/ {2,}/)), about: about.join('\n') };
  } catch (error) {
    return { out: [], cells: [], about: error instanceof Error ? error.message : String(error) };
  }
}

describe('where usage is counted, and nobody sees all', () => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage({ usage: 'on', prices });
    for (const [name, models] of [
      ['anna', ['normal', 'normal', 'hello']],
      ['bob', ['normal']],
    ] as const) {
      const { out } = await callers(stage, 'create', name);
      for (const model of models) await ask(out[0] ?? '', model);
    }
    await callers(stage, 'create', 'idle');
    await vi.waitFor(async () => expect((await callers(stage, 'usage', '--all')).out).toHaveLength(5), 20_000);
  });
  afterAll(() => stage.close());

  const ask = async (key: string, model: string) => {
    const body = JSON.stringify({ message: 'hi', model });
    const headers = { 'x-api-key': key };
    await (await fetch(`${stage.url}chat`, { method: 'POST', headers, body })).text();
  };
  const unpriced =
    'Requests that used a model without a price: 1. usd lacks them: give its name a price in the setting prices';

  test('one caller’s days stand in a table, below what API Gateway counts', async () => {
    const { cells, about } = await callers(stage, 'usage', 'anna');
    expect(cells).toEqual([
      [today, '3'],
      ['day', 'name', 'requests', 'failed', 'tokens in', 'tokens out', 'usd', 'first word'],
      [today, 'hello', '1', '0', expect.any(String), expect.any(String), '0.000000', expect.stringMatching(/^\d+ ms$/)],
      [today, 'normal', '2', '0', '28', '94', '0.000498', expect.stringMatching(/^\d+ ms$/)],
      ['total', '3', '0', expect.any(String), expect.any(String), '0.000498', '-'],
    ]);
    expect(about).toBe(unpriced);
  });

  test('with days, only they are told', async () => {
    const { out } = await callers(stage, 'usage', 'bob', '--from', today, '--to', today);
    expect(out).toHaveLength(3);
    expect(out[0]).toMatch(/^day /);
  });

  test('everybody’s have the names of their keys', async () => {
    const { cells, about } = await callers(stage, 'usage', '--all');
    expect(cells.map(([day, caller, name]) => [day, caller, name])).toEqual([
      ['day', 'caller', 'name'],
      [today, 'anna', 'hello'],
      [today, 'anna', 'normal'],
      [today, 'bob', 'normal'],
      ['total', '4', '0'],
    ]);
    expect(about).toBe(unpriced);
  });

  test('a caller whose key is revoked has used it still', async () => {
    await callers(stage, 'revoke', 'bob');
    expect((await callers(stage, 'usage', '--all')).out).toHaveLength(5);
  });

  test('CSV has the API’s names, and nothing beside it', async () => {
    const { out, about } = await callers(stage, 'usage', '--all', '--csv');
    expect(out).toHaveLength(4);
    expect(out[0]).toBe('day,caller,name,requests,failures,inputTokens,outputTokens,usd,unpriced,firstWordMs');
    expect(out[2]).toMatch(new RegExp(`^${today},anna,normal,2,0,28,94,0.000498,0,\\d+$`));
    expect(about).toBe('');
    expect((await callers(stage, 'usage', 'anna', '--csv')).out[0]).toMatch(/^day,name,/);
  });

  test('days without anything say why that may be', async () => {
    const { out, about } = await callers(stage, 'usage', 'anna', '--from', '2020-01-01', '--to', '2020-01-02');
    expect(out).toEqual([]);
    expect(about).toBe(
      'Nothing is counted from 2020-01-01 to 2020-01-02. Either no model was asked, or the setting usage is off: set "usage" to "on" in the settings, and deploy or start it again',
    );
  });

  test.each([
    [['--from', 'x'], 'from: must be a day such as 2026-11-28'],
    [['--from', '2026-11-28', '--to', '2026-11-27'], 'from: must not be after to'],
    [['--from', '2020-01-01'], 'from: must be at most 400 days before to: no more is kept'],
    [['--to', '9999-12-31'], 'to: must not be later than tomorrow: days are in UTC'],
  ])('%j is refused', async (options, says) => {
    expect((await callers(stage, 'usage', '--all', ...options)).about).toBe(says);
  });
});

describe('where callers have no keys', () => {
  const use = async (settings: object) => {
    const stage = await startTestStage({ access: 'iam', usage: 'on', ...settings });
    const send = signedFetch();
    await (await send(`${stage.url}chat`, { method: 'POST', body: '{"message": "hi"}' })).text();
    const { id }: { id: string } = JSON.parse(await (await send(`${stage.url}me`)).text());
    await expect.poll(async () => (await callers(stage, 'usage', '--caller', id, '--from', today)).out).toHaveLength(3);
    const all = await callers(stage, 'usage', '--all');
    await stage.close();
    return { id, all };
  };

  test('everybody’s is there as soon as a plan sees all', async () => {
    const { id, all } = await use({ plans: { standard: { seesUsage: 'all' } } });
    expect(all.cells[1]?.slice(0, 2)).toEqual([today, id]);
  });

  test('without such a plan it says what to do', async () => {
    const { all } = await use({});
    expect(all.about).toContain(
      'or its callers have no keys and no plan has "seesUsage": "all": then send --caller ID',
    );
  });
});

test('without a table it says what to set', async () => {
  const stage = await startTestStage();
  expect((await callers(stage, 'usage', '--all')).about).toBe(
    'nothing is counted here, because this API has no table: set "usage" to "on" in the settings, and deploy or start it again',
  );
  await stage.close();
});
