import { expect, test } from 'vitest';
import { judge } from '../../../web/compare/judge.ts';
import { waiting } from '../../../web/chat/answer/answer.ts';

test.each([
  ['a read for each piece', 100, 100, 0.9, 'streams'],
  ['a few pieces together now and then', 100, 40, 0.9, 'streams'],
  ['a long silence before it', 100, 100, 0.1, 'streams'],
  ['all at once', 100, 1, 0, 'gathers'],
  ['in buffers of many pieces', 1000, 12, 0.9, 'gathers'],
  ['in many reads of one moment at its end', 100, 50, 0.001, 'gathers'],
  ['too few to tell', 7, 1, 0, 'unclear'],
  ['nothing', 0, 0, 0, 'unclear'],
])('%s: %i pieces in %i reads over %d of the time', (_what, pieces, reads, share, verdict) => {
  const totalMs = 9_000;
  const arrivalsMs = Array.from({ length: reads }, (_, at) => totalMs * (1 - share + (share * at) / reads));
  expect(judge({ answer: { ...waiting, totalMs }, pieces, arrivalsMs })).toBe(verdict);
});
