import { expect, test } from 'vitest';
import { ownKey, ownQueries, sharedKey, sharedQueries } from '../../../lambda/days/keys.ts';
import { readRange } from '../../../lambda/days/read-range.ts';

const now = Date.parse('2026-11-28T23:30:00Z');
const read = (query: Record<string, string>, seesAll = false) =>
  readRange(Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])), seesAll, now);

test.each([
  [{}, false, { from: '2026-10-30', to: '2026-11-28', isOwn: true }],
  [{}, true, { from: '2026-10-30', to: '2026-11-28', isOwn: false }],
  [{ of: 'me' }, true, { from: '2026-10-30', to: '2026-11-28', isOwn: true }],
  [{ to: '2026-11-29' }, false, { from: '2026-10-31', to: '2026-11-29', isOwn: true }],
  [{ from: '2026-11-01' }, false, { from: '2026-11-01', to: '2026-11-28', isOwn: true }],
  [{ to: '2026-03-01' }, false, { from: '2026-01-31', to: '2026-03-01', isOwn: true }],
])('%j, seeing all: %j, means %j', (query, seesAll, expected) => {
  expect(read(query, seesAll)).toEqual(expected);
});

test.each([
  [{ from: 'yesterday' }, 'from'],
  [{ from: '2026-02-30' }, 'from'],
  [{ to: '2026-11-28T00:00:00Z' }, 'to'],
  [{ from: '2026-11-28', to: '2026-11-27' }, 'from'],
  [{ from: '2025-01-01', to: '2026-11-28' }, 'from'],
  [{ to: '2026-11-30' }, 'to'],
  [{ from: '9999-01-01', to: '9999-12-31' }, 'to'],
  [{ of: 'all' }, 'of'],
  [{ of: 'bob' }, 'of'],
])('%j is refused by its field', (query, field) => {
  expect(() => read(query)).toThrow(expect.objectContaining({ details: expect.objectContaining({ field }) }));
});

test('what a caller used is in its own partition, in the order of days', () => {
  const { pk, sk } = ownKey('ada', '2026-11-28', 'fast');
  const [query] = ownQueries('ada', '2026-11-28', '2026-11-28');
  expect(query?.pk).toBe(pk);
  const [from = '', to = ''] = query?.between ?? [];
  expect(sk > from && sk < to).toBe(true);
  expect(ownKey('ada', '2026-11-29', 'fast').sk > to).toBe(true);
});

test('everybody’s is in a partition for each month, which no caller’s id names', () => {
  expect(sharedQueries('2025-12-30', '2026-02-01').map(({ pk }) => pk)).toEqual([
    'usage#all 2025-12',
    'usage#all 2026-01',
    'usage#all 2026-02',
  ]);
  expect(sharedKey('ada', '2026-02-01', 'fast')).toEqual({ pk: 'usage#all 2026-02', sk: '2026-02-01#ada#fast' });
});
