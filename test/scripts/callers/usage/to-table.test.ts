import { expect, test } from 'vitest';
import { toTable } from '../../../../scripts/callers/usage/to-table.ts';

const row = {
  day: '2026-11-28',
  name: 'haiku',
  requests: 2,
  failures: 0,
  inputTokens: 10,
  outputTokens: 2_000,
  usd: 0.25,
  unpriced: 0,
};

test('stands in columns, with the sum below', () => {
  expect(toTable([row, { ...row, name: 'docs', requests: 12, firstWordMs: 450 }])).toEqual([
    'day         name   requests  failed  tokens in  tokens out       usd  first word',
    '2026-11-28  haiku         2       0         10        2000  0.250000           -',
    '2026-11-28  docs         12       0         10        2000  0.250000      450 ms',
    'total                    14       0         20        4000  0.500000           -',
  ]);
});

test('says whose each row is where it is everybody’s', () => {
  expect(toTable([{ ...row, caller: 'anna' }])).toEqual([
    'day         caller  name   requests  failed  tokens in  tokens out       usd  first word',
    '2026-11-28  anna    haiku         2       0         10        2000  0.250000           -',
    'total                             2       0         10        2000  0.250000           -',
  ]);
});

test('is empty without rows', () => expect(toTable([])).toEqual([]));
