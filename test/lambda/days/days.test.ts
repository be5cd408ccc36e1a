import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Config } from '../../../lambda/config.ts';
import { openDays } from '../../../lambda/days/days.ts';
import type { UsageOfDay } from '../../../lambda/days/to-usage.ts';
import type { RequestRecord } from '../../../lambda/observe/request-record.ts';
import type { Table } from '../../../lambda/table/table.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';
import { type Fate, faultyTable } from '../../fixtures/table/faulty-table.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const now = Date.parse('2026-11-28T12:00:00Z');
const config: Config = { ...testConfig, plans: { standard: {}, office: { seesUsage: 'all' } } };

const record = (given: Partial<RequestRecord>): RequestRecord => ({
  requestId: 'r',
  extendedRequestId: '',
  invocationId: '',
  caller: 'anna',
  plan: 'standard',
  epochMs: now,
  method: 'POST',
  route: '/chat',
  protocol: 'native',
  status: 200,
  bytes: 0,
  operation: 'converse',
  model: 'haiku',
  endReason: 'end_turn',
  ...given,
});

async function usageOf(days: ReturnType<typeof openDays>, id: string, plan = 'standard', query = {}) {
  const incoming = { ...incomingOf({ query }), caller: { id, kind: 'key', plan } as const };
  const { body } = await days.reply(incoming);
  const told: { readonly days: readonly UsageOfDay[] } = JSON.parse(body);
  return told.days;
}

const aRecord = fc.record({
  caller: fc.constantFrom('anna', 'ben'),
  model: fc.constantFrom('haiku', 'nova'),
  epochMs: fc.integer({ min: 0, max: 20 }).map((ago) => now - ago * 86_400_000),
  inputTokens: fc.nat({ max: 1000 }),
  outputTokens: fc.nat({ max: 1000 }),
  costUsd: fc.option(
    fc.nat({ max: 1000 }).map((nano) => nano / 1e9),
    { nil: undefined },
  ),
  timeToFirstTokenMs: fc.option(fc.nat({ max: 60_000 }), { nil: undefined }),
});

const sum = <T>(all: readonly T[], of: (one: T) => number | undefined) =>
  all.reduce((total, one) => total + (of(one) ?? 0), 0);

test('the sums of all days are those of all records, a caller’s own and everybody’s', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aRecord, { maxLength: 30 }), async (given) => {
      const days = openDays(memoryTable(), config, () => now);
      for (const { costUsd, timeToFirstTokenMs, ...each } of given) {
        const told = {
          ...(costUsd !== undefined && { costUsd }),
          ...(timeToFirstTokenMs !== undefined && { timeToFirstTokenMs }),
        };
        expect(await days.add(record({ ...each, ...told }))).toBe(true);
      }
      const seen = [
        { rows: await usageOf(days, 'anna'), of: given.filter(({ caller }) => caller === 'anna') },
        { rows: await usageOf(days, 'boss', 'office'), of: given },
      ];
      for (const { rows, of } of seen) {
        expect(sum(rows, ({ requests }) => requests)).toBe(of.length);
        expect(sum(rows, (row) => row.inputTokens)).toBe(sum(of, (one) => one.inputTokens));
        expect(sum(rows, (row) => row.outputTokens)).toBe(sum(of, (one) => one.outputTokens));
        expect(sum(rows, ({ usd }) => usd)).toBeCloseTo(
          sum(of, ({ costUsd }) => costUsd),
          12,
        );
      }
      expect(await usageOf(days, 'boss', 'office', { of: ['me'] })).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('what asks no model, and what only counts a prompt, is nobody’s usage', async () => {
  const days = openDays(memoryTable(), config, () => now);
  const { model: _none, ...list } = record({});
  expect(await days.add(list)).toBe(true);
  expect(await days.add(record({ operation: 'count-tokens' }))).toBe(true);
  expect(await usageOf(days, 'anna')).toEqual([]);
});

test('a request of unknown price is counted as such, and a failure as a failure', async () => {
  const days = openDays(memoryTable(), { ...config, models: { ours: { id: 'x.y' } } }, () => now);
  await days.add(
    record({ model: 'ours', inputTokens: 3, usages: [{ model: 'ours', usage: { input: 3, output: 0, total: 3 } }] }),
  );
  await days.add(record({ model: 'ours', status: 500, endReason: 'internal' }));
  expect(await usageOf(days, 'anna')).toMatchObject([{ requests: 2, failures: 1, unpriced: 1, usd: 0 }]);
});

test.each<readonly [Fate, boolean]>([
  ['well', true],
  ['gone', false],
  ['lost', false],
])('where the table is %s, whether it was counted is %j', async (fate, isCounted) => {
  const days = openDays(
    faultyTable(memoryTable(), () => fate),
    config,
    () => now,
  );
  expect(await days.add(record({}))).toBe(isCounted);
});

test('a table that hangs holds the log line up for less than a second, and is not taken as counted', async () => {
  const hanging: Table = { ...memoryTable(), change: () => new Promise(() => undefined) };
  expect(await openDays(hanging, config, () => now).add(record({}))).toBe(false);
});

test('a table that can’t be read is told as such', async () => {
  const days = openDays(
    faultyTable(memoryTable(), () => 'gone'),
    config,
    () => now,
  );
  await expect(usageOf(days, 'anna')).rejects.toMatchObject({ kind: 'history-unknown' });
});

test('more rows than anybody can read are refused', async () => {
  const page = { items: Array.from({ length: 10_001 }, () => ({ sk: '2026-11-28#haiku' })) };
  const days = openDays({ ...memoryTable(), query: async () => page }, config, () => now);
  await expect(usageOf(days, 'anna')).rejects.toThrow('ask for fewer days');
});
