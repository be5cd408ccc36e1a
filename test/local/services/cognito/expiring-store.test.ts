import { expect, test } from 'vitest';
import { createExpiringStore } from '../../../../local/services/cognito/expiring-store.ts';

test('it keeps until the moment, and no longer', () => {
  let nowMs = 0;
  const store = createExpiringStore<string>(() => nowMs);
  store.put('secret', 'kept', 10);
  nowMs = 9;
  expect(store.find('secret')).toEqual({ value: 'kept', untilMs: 10 });
  nowMs = 10;
  expect(store.find('secret')).toBeUndefined();
});

test('it keeps a thousand and forgets the oldest', () => {
  const store = createExpiringStore<number>(() => 0);
  for (let count = 0; count <= 1000; count += 1) store.put(`secret ${count}`, count, 1);
  expect(store.find('secret 0')).toBeUndefined();
  expect(store.find('secret 1')?.value).toBe(1);
  expect(store.find('secret 1000')?.value).toBe(1000);
});
