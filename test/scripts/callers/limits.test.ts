import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountKey, reservationAttribute, writeReservation } from '../../../lambda/budgets/ledger/account.ts';
import { windowsAt } from '../../../lambda/budgets/ledger/windows.ts';
import { writeValues } from '../../../lambda/table/item.ts';
import { readCommandLine } from '../../../scripts/callers/command-line.ts';
import { findStage } from '../../../scripts/callers/find-stage.ts';
import { run } from '../../../scripts/callers/run.ts';
import { toClient } from '../../fixtures/dynamodb-client.ts';
import { signedFetch } from '../../fixtures/signed-fetch.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

const plans = {
  standard: { budget: { day: { tokens: 20_000, usd: 1 }, month: { tokens: 50_000 } } },
  uncounted: {},
};
const prices = { normal: { input: 1, output: 5 } };

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ plans, prices, cancel: 'on' });
});
afterAll(() => stage.close());

const callers = (...args: string[]) => callersOf(stage, ...args);

/** What a person gets who types it, but for the process: callers.test.ts starts one. */
async function callersOf({ url }: TestStage, ...args: string[]) {
  try {
    const commandLine = readCommandLine([...args, '--url', url]);
    if (!commandLine) throw new Error('help is tested elsewhere');
    const { out, about } = await run(commandLine.command, await findStage(commandLine.where));
    return { out: out.length > 0 ? out : [''], about: about.join('\n') };
  } catch (error) {
    return { out: [''], about: error instanceof Error ? error.message : String(error) };
  }
}

/** A caller of its own for each test. */
async function create(name: string, plan = 'standard') {
  const { out } = await callers('create', name, '--plan', plan);
  const headers = { 'x-api-key': out[0] ?? '' };
  return {
    ask: (model = 'normal', accept = 'application/json') =>
      fetch(`${stage.url}chat`, {
        method: 'POST',
        headers: { ...headers, accept },
        body: JSON.stringify({ message: 'hi', model, maxTokens: 100 }),
      }),
    cancel: (id: string) => fetch(`${stage.url}requests/${id}`, { method: 'DELETE', headers }),
    me: async (): Promise<{ id: string }> => JSON.parse(await (await fetch(`${stage.url}me`, { headers })).text()),
  };
}

const statusAndKind = async (response: Response) => {
  const { error }: { error?: { kind?: string } } = JSON.parse(await response.text());
  return [response.status, error?.kind];
};

const notCounted = (name: string) =>
  `Nothing of ${name} is counted yet. Either it has sent no request, or its plan has no "budget" in the setting plans: then no limit holds ("budget": {} is enough)`;

test('a limit that is set down refuses the next request, and one that is set up, or none, lets it pass', async () => {
  const anna = await create('anna');
  expect((await anna.ask()).status).toBe(200);
  expect(await callers('limit', 'anna', '--day-tokens', '62')).toEqual({
    about: 'The limits of anna, from its next request on:',
    out: [
      'day         tokens  62 (own)',
      'day         usd     1 (plan)',
      'month       tokens  50000 (plan)',
      'month       usd     no limit (plan)',
    ],
  });
  expect(await statusAndKind(await anna.ask())).toEqual([429, 'quota-exceeded']);
  await callers('limit', 'anna', '--day-tokens', '30000', '--month-usd', '0.75');
  expect((await anna.ask()).status).toBe(200);
  expect(await anna.me()).toMatchObject({
    budget: { day: { tokens: { limit: 30_000 } }, month: { usd: { limit: 0.75 } } },
  });

  await callers('limit', 'anna', '--month-usd', '0.0000001');
  expect(await statusAndKind(await anna.ask())).toEqual([429, 'quota-exceeded']);
  const { out } = await callers('limit', 'anna', '--day-tokens', 'none', '--month-usd', 'none');
  expect(out).toEqual([
    'day         tokens  no limit (own)',
    'day         usd     1 (plan)',
    'month       tokens  50000 (plan)',
    'month       usd     no limit (own)',
  ]);
  expect((await anna.ask()).status).toBe(200);

  // 0 is a limit, too.
  await callers('limit', 'anna', '--day-tokens', '0');
  expect(await statusAndKind(await anna.ask())).toEqual([429, 'quota-exceeded']);
  const back = await callers('limit', 'anna', '--day-tokens', 'plan', '--month-usd', 'plan');
  expect(back.out).toEqual([
    'day         tokens  20000 (plan)',
    'day         usd     1 (plan)',
    'month       tokens  50000 (plan)',
    'month       usd     no limit (plan)',
  ]);
  expect((await anna.ask()).status).toBe(200);
  expect(await callers('limit', 'anna')).toEqual({ about: '', out: back.out });
});

test('a limit may come before the first request', async () => {
  const bob = await create('bob');
  expect(await callers('limit', 'bob', '--day-tokens', '10')).toEqual({
    about: `The limits of bob, from its next request on:\n${notCounted('bob')}`,
    out: [
      'day         tokens  10 (own)',
      'day         usd     limit as its plan says',
      'month       tokens  limit as its plan says',
      'month       usd     limit as its plan says',
    ],
  });
  expect((await bob.ask()).status).toBe(429);
  await callers('limit', 'bob', '--day-tokens', 'plan');
  expect((await bob.ask()).status).toBe(200);
});

test('who is not counted is told so, since no limit holds for it', async () => {
  const carl = await create('carl', 'uncounted');
  await callers('limit', 'carl', '--day-tokens', '0');
  expect((await carl.ask()).status).toBe(200);
  expect((await callers('limit', 'carl')).about).toBe(notCounted('carl'));
});

test('many at once who change different parts lose none', async () => {
  await create('dora');
  const options = ['--day-tokens', '--day-usd', '--month-tokens', '--month-usd'];
  await Promise.all(options.map((option, i) => callers('limit', 'dora', option, String(i + 1))));
  expect((await callers('limit', 'dora')).out).toEqual([
    'day         tokens  1 (own)',
    'day         usd     2 (own)',
    'month       tokens  3 (own)',
    'month       usd     4 (own)',
  ]);
});

describe('usage', () => {
  const today = new Date().toISOString().slice(0, 10);

  test('is zero before the first request', async () => {
    await create('eve');
    expect(await callers('usage', 'eve')).toEqual({
      about: `No requests in the last 30 days.\n${notCounted('eve')}`,
      out: [
        'today       tokens  0 used, 0 held, limit as its plan says',
        'today       usd     0 used, 0 held, limit as its plan says',
        'this month  tokens  0 used, 0 held, limit as its plan says',
        'this month  usd     0 used, 0 held, limit as its plan says',
      ],
    });
  });

  test('tells what is used, held and left, and of which limit', async () => {
    const frank = await create('frank');
    await (await frank.ask()).text();
    await callers('limit', 'frank', '--month-tokens', '500', '--day-usd', 'none');
    await expect
      .poll(() => callers('usage', 'frank'))
      .toEqual({
        about: '',
        out: [
          `${today}  1`,
          'today       tokens  61 used, 0 held, 19939 left of 20000 (plan)',
          'today       usd     0.000249 used, 0 held, no limit (own)',
          'this month  tokens  61 used, 0 held, 439 left of 500 (own)',
          'this month  usd     0.000249 used, 0 held, no limit (plan)',
        ],
      });
  });

  test('tells what a running answer holds, and what it gives back', async () => {
    const gina = await create('gina');
    const running = await gina.ask('midway-stall', 'text/event-stream');
    const tokens = async () => (await callers('usage', 'gina')).out[1];
    expect(await tokens()).toMatch(/^today {7}tokens {2}0 used, [1-9]\d* held, 19\d{3} left of 20000 \(plan\)$/);
    expect((await gina.cancel(running.headers.get('x-request-id') ?? '')).status).toBe(202);
    await running.text();
    await expect.poll(tokens).toMatch(/^today {7}tokens {2}[1-9]\d* used, 0 held, 19\d{3} left of 20000 \(plan\)$/);
  });

  test('counts a reservation whose time is up as the next request will, and tells it', async () => {
    const hugo = await create('hugo');
    const { id } = await hugo.me();
    const { day, month } = windowsAt(Date.now());
    const reservation = {
      id: 'lost',
      day,
      most: { tokens: 4000, nanoUsd: 2e7 },
      floor: { tokens: 80, nanoUsd: 4e5 },
      until: Date.now() - 1,
    };
    const counters = {
      [`${day}.tokens`]: 4100,
      [`${month}.tokens`]: 4100,
      [`${day}.nanoUsd`]: 2e7,
      [`${month}.nanoUsd`]: 2e7,
    };
    const attributes = {
      ...counters,
      plan: JSON.stringify({ day: { tokens: 20_000 } }),
      [reservationAttribute(reservation)]: writeReservation(reservation),
    };
    const names = Object.keys(attributes);
    await toClient(stage.serviceVariables['AWS_ENDPOINT_URL_DYNAMODB']).send(
      new UpdateItemCommand({
        TableName: stage.api.tables[0]?.name,
        Key: writeValues({ ...accountKey(id) }),
        UpdateExpression: `SET ${names.map((_, i) => `#n${i} = :v${i}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
        ExpressionAttributeValues: writeValues(
          Object.fromEntries(Object.values(attributes).map((value, i) => [`:v${i}`, value])),
        ),
      }),
    );
    const { out, about } = await callers('usage', 'hugo');
    expect(out.slice(1, 3)).toEqual([
      'today       tokens  180 used, 0 held, 19820 left of 20000 (plan)',
      'today       usd     0.0004 used, 0 held, no limit (plan)',
    ]);
    expect(about).toBe(
      'Requests of hugo that never said what they used: 1. Their time is up, so they hold nothing, and their prompts are counted as used',
    );
  });
});

describe('where callers have no keys', () => {
  let signed: TestStage;
  beforeAll(async () => {
    signed = await startTestStage({ access: 'iam', plans });
  });
  afterAll(() => signed.close());

  test('one is named by the id that GET /me tells', async () => {
    const send = signedFetch();
    const ask = () => send(`${signed.url}chat`, { method: 'POST', body: '{"message": "hi"}' });
    const { id }: { id: string } = JSON.parse(await (await send(`${signed.url}me`)).text());
    await (await ask()).text();
    const limits = await callersOf(signed, 'limit', '--caller', id, '--day-tokens', '62');
    expect(limits.about).toBe(`The limits of ${id}, from its next request on:`);
    expect((await ask()).status).toBe(429);
    const told = async () => {
      const { out, about } = await callersOf(signed, 'usage', '--caller', id);
      return [about, out[0]];
    };
    await expect.poll(told).toEqual(['', 'today       tokens  61 used, 0 held, 1 left of 62 (own)']);
  });

  test('an unknown id may be a mistake, which is told', async () => {
    const { about } = await callersOf(signed, 'usage', '--caller', 'nobody');
    expect(about).toContain('Either it has sent no request, or no caller has this id, or its plan has no "budget"');
  });

  test('a name is refused with what can be sent', async () => {
    const { about } = await callersOf(signed, 'limit', 'anna');
    expect(about).toContain('usage and limit also take --caller ID in place of a name');
  });
});

describe('where nothing is counted', () => {
  let plain: TestStage;
  beforeAll(async () => {
    plain = await startTestStage();
    await callersOf(plain, 'create', 'anna');
  });
  afterAll(() => plain.close());

  test.each<{ args: string[] }>([
    { args: ['limit', 'anna'] },
    { args: ['limit', 'anna', '--day-tokens', '5'] },
    { args: ['usage', '--caller', '0a1b'] },
  ])('$args names the setting that is missing', async ({ args }) => {
    expect((await callersOf(plain, ...args)).about).toBe(
      'nothing is counted here, because this API has no table: give a plan a "budget" in the setting plans ("budget": {} is enough), and deploy or start it again',
    );
  });

  test('usage tells the requests alone', async () => {
    expect(await callersOf(plain, 'usage', 'anna')).toEqual({ about: 'No requests in the last 30 days.', out: [''] });
  });
});
