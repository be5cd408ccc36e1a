import { expect, test } from 'vitest';
import { firstOf, listDays } from '../../../web/usage/list-days.ts';

test('days follow each other over the ends of months and years', () => {
  expect(listDays('2027-12-30', '2028-01-02')).toEqual(['2027-12-30', '2027-12-31', '2028-01-01', '2028-01-02']);
  expect(listDays('2028-02-28', '2028-03-01')).toHaveLength(3);
  expect(listDays('2026-11-28', '2026-11-28')).toEqual(['2026-11-28']);
});

test('the last days begin where they end after as many, in UTC', () => {
  const now = Date.parse('2026-11-28T23:59:59Z');
  for (const count of [7, 30, 90]) expect(listDays(firstOf(count, now), '2026-11-28')).toHaveLength(count);
  expect(firstOf(1, now)).toBe('2026-11-28');
});
