import { expect, test } from 'vitest';
import { readReservations } from '../../lambda/budgets/ledger/account.ts';
import { startBudgetStage } from '../fixtures/budgets/budget-stage.ts';
import { startScriptedProxy, type Turn } from '../fixtures/table/scripted-proxy.ts';

const throttle: Turn = { status: 400, name: 'ThrottlingException' };
const broken: Turn = { status: 500, name: 'InternalServerError' };
const day = { standard: { budget: { day: { tokens: 1_000_000 } } } };
/** All that one answer may ask, twice each. */
const gone = Array.from({ length: 12 }, () => 'reset' as const);

/** Budgets and cancel, over a table that fails as it is told. */
async function startFailing(settings: object = {}) {
  const proxy = await startScriptedProxy();
  const started = await startBudgetStage(
    { cancel: 'on', plans: day, ...settings },
    { extraVariables: { AWS_ENDPOINT_URL_DYNAMODB: proxy.url } },
  );
  proxy.forwardTo(started.stage.serviceVariables['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
  const ask = async (scenario: string) => {
    const response = await started.stage.ask(scenario, { accept: 'text/event-stream' });
    return { status: response.status, text: await response.text() };
  };
  /** The record of the last of so many answers. */
  const record = async (count: number) => {
    await expect.poll(() => started.records().length).toBe(count);
    return started.records().at(-1);
  };
  // The first one is a cold start: what fails later is the table alone.
  while ((await ask('hello')).status !== 200);
  return { ...started, ...proxy, ask, record };
}

test('a table that throttles once, and breaks once, is not noticed', async () => {
  const { turns, ask, record, records, account } = await startFailing();
  await expect.poll(() => records().length).toBeGreaterThan(0);
  const before = records().length;
  // The reservation's first try, and that of what comes next.
  turns.push(throttle, 'well', broken);
  const { status, text } = await ask('hello');
  expect([status, text]).toEqual([200, expect.stringContaining('event: done')]);
  const last = await record(before + 1);
  expect(last).not.toHaveProperty('isUnsettled');
  expect(last).not.toHaveProperty('isUncancellable');
  expect(readReservations(await account())).toEqual([]);
});

test('gone before: closed refuses, open answers and says what it could not do', async () => {
  const closed = await startFailing();
  closed.turns.push(...gone);
  const refused = await closed.ask('hello');
  expect([refused.status, JSON.parse(refused.text).error.kind]).toEqual([503, 'budget-unknown']);

  const open = await startFailing({ budgetFailure: 'open' });
  await expect.poll(() => open.records().length).toBeGreaterThan(0);
  const before = open.records().length;
  open.turns.push(...gone);
  const { status, text } = await open.ask('hello');
  expect([status, text]).toEqual([200, expect.stringContaining('event: done')]);
  expect(await open.record(before + 1)).toMatchObject({ isUnsettled: true, isUncancellable: true });
});

test('gone in the middle: what has begun goes on to its end, and nothing is settled twice', async () => {
  const { stage, turns, record, records, account, reclaimAt } = await startFailing();
  await expect.poll(() => records().length).toBeGreaterThan(0);
  const before = records().length;
  const [used] = Object.entries(await account()).flatMap(([name, value]) =>
    /^\d{8}\.tokens$/.test(name) ? [Number(value)] : [],
  );
  const response = await stage.ask('slow', { accept: 'text/event-stream' });
  expect(response.status).toBe(200);
  turns.push(...gone);
  expect(await response.text()).toContain('event: done');
  expect(await record(before + 1)).toMatchObject({ isUnsettled: true, chargedTokens: 21 });
  const [held, ...more] = readReservations(await account());
  expect(more).toEqual([]);
  for (let time = 0; time < 2; time += 1) await reclaimAt(Date.now() + 915_000);
  const after = await account();
  expect(readReservations(after)).toEqual([]);
  expect(Object.values(after)).toContain((used ?? 0) + (held?.floor.tokens ?? NaN));
});
