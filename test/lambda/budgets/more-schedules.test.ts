import fc from 'fast-check';
import { test } from 'vitest';
import { runSchedule, schedule } from '../../fixtures/budgets/schedules.ts';

test('150,000 more schedules overspend no token, and end balanced', async () => {
  await fc.assert(fc.asyncProperty(schedule, runSchedule), { numRuns: 150_000 });
});
