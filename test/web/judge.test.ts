import { expect, test } from 'vitest';
import { judge } from '../../web/compare/judge.ts';
import { nothingYet } from '../../web/compare/run.ts';

test.each([
  ['a read for each piece', 100, 100, 'streams'],
  ['a few pieces together now and then', 100, 40, 'streams'],
  ['all at once', 100, 1, 'gathers'],
  ['in buffers of many pieces', 1000, 12, 'gathers'],
  ['too few to tell', 7, 1, 'unclear'],
  ['nothing', 0, 0, 'unclear'],
])('%s: %i pieces in %i reads', (_what, pieces, reads, verdict) => {
  expect(judge({ ...nothingYet, pieces, arrivalsMs: Array.from({ length: reads }, (_, at) => at) })).toBe(verdict);
});
