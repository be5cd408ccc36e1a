import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { byTime } from '../../../lambda/conversations/turns/keys.ts';
import { runSchedule, stopTimers } from '../../fixtures/conversations/schedules.ts';
import { schedule } from '../../fixtures/conversations/steps.ts';
import { tableAt } from '../../fixtures/table/dynamodb-table.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';
import { start, tableWithIndex } from '../../local/services/dynamodb/start.ts';

vi.setConfig({ testTimeout: 1_200_000 });
afterAll(() => void vi.useRealTimers());

test('30,000 more schedules of turns in memory', async () => {
  stopTimers();
  await fc.assert(
    fc.asyncProperty(schedule, (one) => runSchedule(one, memoryTable())),
    { numRuns: 30_000 },
  );
});

test('300 schedules of turns over HTTP', async () => {
  vi.useRealTimers();
  const { url } = await start({ tables: [tableWithIndex(byTime)] });
  const table = tableAt(url);
  stopTimers();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(schedule, (one) => runSchedule(one, table, `${(round += 1)}-`)),
    { numRuns: 300 },
  );
  expect(round).toBeGreaterThanOrEqual(300);
});
