import fc from 'fast-check';
import { afterAll, beforeAll, test, vi } from 'vitest';
import { runSchedule, stopTimers } from '../../fixtures/conversations/schedules.ts';
import { schedule } from '../../fixtures/conversations/steps.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

beforeAll(stopTimers);
afterAll(() => void vi.useRealTimers());

test('3,000 schedules of turns, kills, deletions, clocks and lost answers lose, double and show nothing that they must not', async () => {
  await fc.assert(
    fc.asyncProperty(schedule, (one) => runSchedule(one, memoryTable())),
    { numRuns: 3_000 },
  );
});
