import { expect, test } from 'vitest';
import { toEndLines, toInitFailureLine, toStartLine } from '../../../local/lambda/report.ts';

const report = {
  requestId: 'id',
  durationMs: 12.345,
  initMs: undefined,
  memoryMb: 1024,
  maxMemoryKb: 81_920,
  failure: undefined,
};

test('START, END and REPORT as Lambda writes them, billed per started millisecond', () => {
  expect(toStartLine('id')).toBe('START RequestId: id Version: $LATEST');
  expect(toEndLines(report, 3000)).toEqual([
    'END RequestId: id',
    'REPORT RequestId: id\tDuration: 12.35 ms\tBilled Duration: 13 ms\tMemory Size: 1024 MB\tMax Memory Used: 80 MB',
  ]);
});

test('a cold start names its init phase and bills it', () => {
  expect(toEndLines({ ...report, initMs: 100 }, 3000).at(-1)).toContain('Billed Duration: 113 ms');
  expect(toEndLines({ ...report, initMs: 100 }, 3000).at(-1)).toContain('\tInit Duration: 100.00 ms');
});

test.each([
  ['timeout', 'Sandbox.Timedout', /id Task timed out after 3\.00 seconds$/, /\tStatus: timeout$/],
  ['exit', 'Runtime.ExitError', /id Error: Runtime exited/, /\tStatus: error\tError Type: Runtime\.ExitError$/],
] as const)('a %s says so before END and in REPORT', (kind, type, first, last) => {
  const lines = toEndLines({ ...report, failure: { kind, type } }, 3000);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(first);
  expect(lines[2]).toMatch(last);
});

test('a failed init has a line of its own', () => {
  expect(toInitFailureLine(5, { kind: 'init', type: 'Error' })).toBe(
    'INIT_REPORT Init Duration: 5.00 ms\tPhase: init\tStatus: error\tError Type: Error',
  );
});
