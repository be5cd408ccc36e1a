import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumBy, sumOf } from '../../../web/usage/sum.ts';
import { row } from './row.ts';

const rows = [
  row({ day: '2026-11-27', caller: 'a', requests: 1, firstWordMs: 900 }),
  row({ day: '2026-11-28', caller: 'b', requests: 3, firstWordMs: 300, usd: 0.5 }),
  row({ day: '2026-11-28', caller: 'a', name: 'docs', requests: 9, unpriced: 9 }),
];

test('rows of one name are one sum, those with most requests first', () => {
  expect(sumBy(rows, 'name')).toEqual([
    { label: 'docs', requests: 9, failures: 1, inputTokens: 10, outputTokens: 20, usd: 0.25, unpriced: 9 },
    {
      label: 'haiku',
      requests: 4,
      failures: 2,
      inputTokens: 20,
      outputTokens: 40,
      usd: 0.75,
      unpriced: 0,
      firstWordMs: 300,
    },
  ]);
});

test.each([
  ['day', ['2026-11-28', '2026-11-27']],
  ['caller', ['a', 'b']],
] as const)('by %s', (part, labels) => expect(sumBy(rows, part).map(({ label }) => label)).toEqual(labels));

test('sums with as many requests are in the order of their labels', () => {
  const names = sumBy([row({ name: 'b' }), row({ name: 'a' })], 'name').map(({ label }) => label);
  expect(names).toEqual(['a', 'b']);
});

test('a row without a first word says nothing about the median', () => {
  expect(sumOf([row({ requests: 100 }), row({ requests: 1, firstWordMs: 700 })], '').firstWordMs).toBe(700);
  expect(sumOf([row()], '')).not.toHaveProperty('firstWordMs');
  expect(sumOf([], '')).toMatchObject({ requests: 0, usd: 0 });
});

test('whatever the rows, the sums together are those of the rows, and no median is outside theirs', () => {
  const some = fc.record({
    day: fc.constantFrom('2026-11-27', '2026-11-28'),
    name: fc.constantFrom('a', 'b', 'c'),
    requests: fc.integer({ min: 1, max: 1_000 }),
    firstWordMs: fc.integer({ min: 0, max: 30_000 }),
  });
  fc.assert(
    fc.property(fc.array(some.map(row), { minLength: 1 }), (all) => {
      const total = sumOf(all, '');
      for (const part of ['day', 'name'] as const)
        expect(sumOf(sumBy(all, part), '')).toMatchObject({ requests: total.requests, failures: total.failures });
      const times = all.map(({ firstWordMs = 0 }) => firstWordMs);
      expect(total.firstWordMs).toBeGreaterThanOrEqual(Math.min(...times));
      expect(total.firstWordMs).toBeLessThanOrEqual(Math.max(...times));
    }),
  );
});
