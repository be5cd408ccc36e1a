import fc from 'fast-check';
import { test } from 'vitest';
import { runSchedule, schedule } from '../../fixtures/budgets/schedules.ts';

test('10,000 schedules of requests, kills, clocks, limits and lost answers overspend no token, and end balanced', async () => {
  await fc.assert(fc.asyncProperty(schedule, runSchedule), { numRuns: 10_000 });
});
