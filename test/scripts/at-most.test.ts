import { expect, test } from 'vitest';
import { forEachAtMost } from '../../scripts/at-most.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('never more run at once, and all are done', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  await forEachAtMost(3, [...Array(20).keys()], async (item) => {
    most = Math.max(most, ++running);
    for (let turns = item % 4; turns >= 0; turns--) await turn();
    running -= 1;
    done.push(item);
  });
  expect(most).toBe(3);
  expect(done.toSorted((one, other) => one - other)).toEqual([...Array(20).keys()]);
});

test('after one has failed no other begins, and those that run are awaited', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const all = forEachAtMost(2, [1, 2, 3, 4], async (item) => {
    begun.push(item);
    await turn();
    if (item === 1) throw new Error('no');
    await turn();
    ended.push(item);
  });
  await expect(all).rejects.toThrow('no');
  expect([begun, ended]).toEqual([[1, 2], [2]]);
});
