import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readReservations } from '../../lambda/budgets/ledger/account.ts';
import type { Item } from '../../lambda/table/item.ts';
import { startBudgetStage } from '../fixtures/budgets/budget-stage.ts';
import { environmentPids } from '../fixtures/environment-pids.ts';

const streams = 200;
const atOnce = 10;
const leaseMs = 900_000 + 15_000;

const usageOfSlow = 21;

test('kill -9 of environments in the middle of 200 streams: what was used is charged to the token, and the killed their floor', async () => {
  const plans = { standard: { budget: { day: { tokens: 10_000_000 } } } };
  const { stage, account, reclaimAt } = await startBudgetStage({ plans });
  const ended = { whole: 0, cut: 0, refused: 0 };
  let running = 0;

  async function ask(): Promise<void> {
    // A prompt whose floor is not by chance what the answer uses.
    const body = { message: 'hi '.repeat(200), model: 'slow' };
    const response = await stage.ask('slow', { accept: 'text/event-stream', body });
    if (response.status !== 200) {
      ended.refused += 1;
      return void (await response.text());
    }
    running += 1;
    const text = await response.text().catch(() => '');
    running -= 1;
    ended[text.includes('event: done') ? 'whole' : 'cut'] += 1;
  }

  for (let round = 0; round < streams / atOnce; round += 1) {
    const asked = Array.from({ length: atOnce }, ask);
    await expect.poll(() => running, { interval: 5 }).toBeGreaterThanOrEqual(atOnce / 4);
    for (const pid of environmentPids().filter((_pid, at) => at % 3 === round % 3)) process.kill(pid, 'SIGKILL');
    await Promise.all(asked);
  }
  expect(ended.cut, JSON.stringify(ended)).toBeGreaterThan(streams / 20);

  // What an environment does after its answer may still be under way.
  const settled = (item: Item) => readReservations(item).length;
  const held = readReservations(await settledAccount(account, settled));
  const floors = held.reduce((sum, { floor }) => sum + floor.tokens, 0);
  expect(new Set(held.map(({ floor }) => floor.tokens)).size).toBe(1);
  // Some at a time, as requests do.
  for (let left = held.length; left > 0; left -= 25) await reclaimAt(Date.now() + leaseMs);
  const after = await account();
  expect(readReservations(after), 'nothing is held').toEqual([]);
  const [, taken = NaN] = Object.entries(after).find(([name]) => /^\d{8}\.tokens$/.test(name)) ?? [];
  const used = Number(taken) - floors;
  expect(used % usageOfSlow, 'to the token').toBe(0);
  // A request that was refused, because the table was busy or its environment was killed, may have reserved before.
  const counted = used / usageOfSlow + held.length;
  expect(counted).toBeGreaterThanOrEqual(ended.whole + ended.cut);
  expect(counted).toBeLessThanOrEqual(ended.whole + ended.cut + ended.refused);
});

/** When it has been the same for a while. */
async function settledAccount(account: () => Promise<Item>, measure: (item: Item) => number): Promise<Item> {
  for (let before = -1; ;) {
    const item = await account();
    if (measure(item) === before) return item;
    before = measure(item);
    await sleep(1_500);
  }
}
