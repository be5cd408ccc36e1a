import { describe, expect, test } from 'vitest';
import type { Budget } from '../../../lambda/access/plans.ts';
import { accountKey, type Amounts, type Reservation } from '../../../lambda/budgets/ledger/account.ts';
import { openLedger } from '../../../lambda/budgets/ledger/ledger.ts';
import { type Fate, faultyTable } from '../../fixtures/table/faulty-table.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const noon = Date.UTC(2026, 10, 27, 12);
const dayMs = 86_400_000;
const plan: Budget = { day: { tokens: 100, nanoUsd: 1_000 }, month: { tokens: 300 } };
const key = accountKey('alice');

/** One account at noon of 27 November, with a clock to move. */
function open() {
  const table = memoryTable();
  const clock = { now: noon };
  const fates: Fate[] = [];
  const faulty = faultyTable(table, () => fates.shift() ?? 'well');
  const openOne = () => openLedger(faulty, () => clock.now);
  const ledger = openOne();
  return {
    clock,
    fates,
    table,
    ledger,
    /** Another environment. */
    openOne,
    reserve: (one: Reservation, by: Budget = plan) => ledger.reserve('alice', by, one).then(({ isMade }) => isMade),
    settle: (one: Reservation, amounts: Amounts) => ledger.settle('alice', one, amounts),
    /** What is used and held of a window, and how many hold. */
    taken: (window = '20261127') => {
      const item = table.look(key);
      const holding = Object.keys(item).filter((name) => name.startsWith('held.')).length;
      return [item[`${window}.tokens`], item[`${window}.nanoUsd`], holding];
    },
    write: (attributes: Record<string, string | number>) => table.put(key, { ...table.look(key), ...attributes }),
  };
}

function held(id: string, tokens: number, changes: Partial<Reservation> = {}): Reservation {
  return {
    id,
    day: '20261127',
    most: { tokens, nanoUsd: 10 * tokens },
    floor: used(2),
    until: noon + 60_000,
    ...changes,
  };
}

const used = (tokens: number): Amounts => ({ tokens, nanoUsd: 10 * tokens });

describe('what is reserved', () => {
  test('is held until it is settled, and then only what was used is gone', async () => {
    const { reserve, settle, taken } = open();
    const one = held('one', 60);
    expect(await reserve(one)).toBe(true);
    expect([taken(), taken('202611')]).toEqual([
      [60, 600, 1],
      [60, 600, 1],
    ]);
    await settle(one, used(20));
    expect([taken(), taken('202611')]).toEqual([
      [20, 200, 0],
      [20, 200, 0],
    ]);
  });

  test.each<[what: string, by: Budget, tokens: number, isMade: boolean]>([
    ['the whole budget', plan, 100, true],
    ['one token more', plan, 101, false],
    ['more than the month has', { month: { tokens: 50 } }, 51, false],
    ['more than a day’s money', { day: { nanoUsd: 500 } }, 51, false],
    ['more than a month’s money', { month: { nanoUsd: 500 } }, 51, false],
    ['anything, where only is counted', {}, 1_000_000, true],
  ])('may be %s: %j', async (_what, by, tokens, isMade) => {
    const { reserve, taken } = open();
    expect(await reserve(held('one', tokens), by)).toBe(isMade);
    expect(taken()[0]).toBe(isMade ? tokens : undefined);
  });

  test('leaves nothing for the next when all is held, and all of it when nothing was used', async () => {
    const { reserve, settle } = open();
    const one = held('one', 100);
    expect([await reserve(one), await reserve(held('two', 1))]).toEqual([true, false]);
    await settle(one, used(0));
    expect(await reserve(held('three', 100))).toBe(true);
  });

  test('by many at once is made exactly as often as it fits', async () => {
    const { openOne, taken } = open();
    const made = await Promise.all(
      Array.from({ length: 40 }, (_, i) => openOne().reserve('alice', plan, held(`r${i}`, 10))),
    );
    expect(made.filter(({ isMade }) => isMade)).toHaveLength(10);
    expect(taken()).toEqual([100, 1_000, 10]);
  });

  test('is one caller’s: another has all of its own', async () => {
    const { ledger, reserve } = open();
    await reserve(held('one', 100));
    expect((await ledger.reserve('bob', plan, held('one', 100))).isMade).toBe(true);
  });
});

describe('limits in the account', () => {
  test.each<[limits: string, fits: number]>([
    ['{"day":{"tokens":250}}', 250],
    ['{"day":{"tokens":40}}', 40],
    ['{"day":{"tokens":null}}', 300],
    ['{"day":{"tokens":null},"month":{"tokens":null}}', 1_000_000],
    ['{"month":{"tokens":30}}', 30],
    ['{"day":{"nanoUsd":50}}', 5],
    ['{}', 100],
  ])('%s: %i tokens fit, and one more does not', async (limits, fits) => {
    const { write, reserve } = open();
    await write({ limits });
    const by: Budget = { day: { tokens: 100 }, month: { tokens: 300 } };
    if (fits < 1_000_000) expect(await reserve(held('more', fits + 1), by)).toBe(false);
    expect(await reserve(held('one', fits), by)).toBe(true);
  });

  test('hold from the next request on, in every environment: more, fewer, and the plan’s again', async () => {
    const { write, reserve, openOne, table } = open();
    const other = openOne();
    const byOther = async (one: Reservation) => (await other.reserve('alice', plan, one)).isMade;
    expect([await reserve(held('a', 100)), await byOther(held('b', 50))]).toEqual([true, false]);
    await write({ limits: '{"day":{"tokens":150}}' });
    expect([await byOther(held('b', 50, { most: { tokens: 50, nanoUsd: 0 } })), await reserve(held('c', 1))]).toEqual([
      true,
      false,
    ]);
    await write({ limits: '{"day":{"tokens":10}}' });
    expect([await reserve(held('d', 1)), await byOther(held('e', 1))]).toEqual([false, false]);
    const { limits: _limits, ...rest } = table.look(key);
    await table.put(key, rest);
    expect(await byOther(held('f', 1)), 'of the plan’s 100 are 150 taken').toBe(false);
  });

  test('that come while an answer runs do not touch what it holds', async () => {
    const { write, reserve, settle, taken } = open();
    const one = held('one', 80);
    await reserve(one);
    await write({ limits: '{"day":{"tokens":10}}' });
    await settle(one, used(70));
    expect(taken()).toEqual([70, 700, 0]);
  });

  test('that change with every look are given up, and refused', async () => {
    const { table } = open();
    let looks = 0;
    const restless = {
      ...table,
      change: async (...asked: Parameters<typeof table.change>) => {
        await table.put(key, { limits: `{"day":{"tokens":${1_000 + looks}}}` });
        looks += 1;
        return table.change(...asked);
      },
    };
    const ledger = openLedger(restless, () => noon);
    expect((await ledger.reserve('alice', plan, held('one', 1))).isMade).toBe(false);
    expect(looks).toBe(5);
  });

  test('that can’t be read are an error, not a limit that is forgotten', async () => {
    const { write, reserve } = open();
    await write({ limits: 'not JSON' });
    await expect(reserve(held('one', 1))).rejects.toThrow('JSON');
  });
});

describe('days and months', () => {
  test('begin with all of their budget; an answer counts to the day on which it began', async () => {
    const { clock, reserve, settle, taken } = open();
    const late = held('late', 100);
    await reserve(late);
    clock.now = Date.UTC(2026, 10, 28, 0, 0, 30);
    expect(await reserve(held('next', 100, { day: '20261128', until: clock.now + 60_000 }))).toBe(true);
    await settle({ ...late }, used(30));
    expect([taken('20261127')[0], taken('20261128')[0], taken('202611')[0]]).toEqual([30, 100, 130]);
  });

  test('share the month, until that is over, too', async () => {
    const { clock, reserve, settle } = open();
    for (const day of ['27', '28', '29']) {
      clock.now = Date.UTC(2026, 10, Number(day), 12);
      const one = held(day, 100, { day: `202611${day}`, until: clock.now + 60_000 });
      expect(await reserve(one)).toBe(true);
      await settle(one, used(100));
    }
    clock.now = Date.UTC(2026, 10, 30, 12);
    expect(await reserve(held('30', 1, { day: '20261130', until: clock.now + 60_000 })), 'the month is spent').toBe(
      false,
    );
    clock.now = Date.UTC(2026, 11, 1);
    expect(await reserve(held('1', 100, { day: '20261201', until: clock.now + 60_000 }))).toBe(true);
  });

  test('that are over leave the account with the next answer, a day later: none may still count to them', async () => {
    const { clock, ledger, table, reserve } = open();
    await reserve(held('one', 10));
    await ledger.settle('alice', held('one', 10), used(10), table.look(key));
    const windows = () => Object.keys(table.look(key)).flatMap((name) => /^(\d+)\.tokens$/.exec(name)?.[1] ?? []);
    for (const [at, left] of [
      [noon + dayMs, ['20261127', '202611', '20261128']],
      [noon + 2 * dayMs, ['202611', '20261128', '20261129']],
      [Date.UTC(2026, 11, 1, 23), ['202611', '20261201', '202612']],
      [Date.UTC(2026, 11, 2), ['20261201', '202612', '20261202']],
    ] as const) {
      clock.now = at;
      const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
      const one = held(day, 10, { day, until: at + 60_000 });
      const { item } = await ledger.reserve('alice', {}, one);
      await ledger.settle('alice', one, used(1), item);
      expect(windows().toSorted(), day).toEqual(left.toSorted());
    }
  });
});

describe('a reservation whose environment was killed', () => {
  test('holds until its time is up, then whoever is refused charges its floor, and goes on', async () => {
    const { clock, reserve, taken } = open();
    await reserve(held('dead', 100));
    clock.now = noon + 59_999;
    expect(await reserve(held('early', 1))).toBe(false);
    clock.now = noon + 60_000;
    expect(await reserve(held('next', 98, { until: clock.now + 60_000 }))).toBe(true);
    expect(taken()).toEqual([100, 1_000, 1]);
  });

  test('is ended in the background, too, by whom it does not hinder', async () => {
    const { clock, ledger, reserve, taken } = open();
    await reserve(held('dead', 50));
    clock.now = noon + 60_000;
    const one = held('one', 10, { until: clock.now + 60_000 });
    const { item } = await ledger.reserve('alice', plan, one);
    expect(taken()).toEqual([60, 600, 2]);
    await ledger.reclaim('alice', item);
    expect(taken(), 'its own still holds').toEqual([12, 120, 1]);
  });

  test('of three that race for what it held, one gets it, and the floor is charged once', async () => {
    const { clock, openOne, reserve, taken } = open();
    await reserve(held('dead', 100));
    clock.now = noon + 60_000;
    const racers = ['a', 'b', 'c'].map((id) =>
      openOne().reserve('alice', plan, held(id, 90, { until: clock.now + 60_000 })),
    );
    expect((await Promise.all(racers)).filter(({ isMade }) => isMade)).toHaveLength(1);
    expect(taken()).toEqual([92, 920, 1]);
  });

  test('that comes back to life settles nothing', async () => {
    const { clock, ledger, table, reserve, settle, taken } = open();
    await reserve(held('dead', 100));
    clock.now = noon + 60_000;
    await ledger.reclaim('alice', table.look(key));
    await settle(held('dead', 100), used(77));
    expect(taken()).toEqual([2, 20, 0]);
  });

  test('settles what it used when nobody has met it: late is better than the floor', async () => {
    const { clock, reserve, settle, taken } = open();
    await reserve(held('late', 100));
    clock.now = noon + 120_000;
    await settle(held('late', 100), used(77));
    expect(taken()).toEqual([77, 770, 0]);
  });
});

describe('many reservations whose time is up', () => {
  const many = Array.from({ length: 60 }, (_, i) => held(`r${i}`, 1));

  test('are ended some at a time, by one call each time, however many ask', async () => {
    const { clock, reserve, taken, table, openOne } = open();
    for (const one of many) await reserve(one);
    clock.now += 61_000;
    const before = table.calls();
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        openOne().reserve('alice', plan, held(`n${i}`, 90, { until: clock.now + 1 })),
      ),
    );
    expect(made.filter(({ isMade }) => isMade).length).toBeLessThanOrEqual(1);
    // Tries of all ten, each with at most one call for what is over: not one for each reservation.
    expect(table.calls() - before).toBeLessThanOrEqual(10 * 5 * 2);
    expect(taken()[2]).toBeLessThan(60);
  });

  test('that can’t be ended now don’t turn a refusal into an error', async () => {
    const { clock, reserve, fates } = open();
    await reserve(held('one', 100));
    clock.now += 61_000;
    for (let tries = 0; tries < 5; tries += 1) fates.push('well', 'gone');
    expect(await reserve(held('two', 90))).toBe(false);
    expect(await reserve(held('three', 90)), 'and when they can be').toBe(true);
  });
});

describe('once', () => {
  test('three settlements at the same time count as one', async () => {
    const { reserve, settle, taken } = open();
    await reserve(held('one', 100));
    await Promise.all([1, 2, 3].map(() => settle(held('one', 100), used(30))));
    expect(taken()).toEqual([30, 300, 0]);
  });

  test.each<[what: string, fates: readonly Fate[]]>([
    ['a reservation', ['again']],
    ['a settlement', ['well', 'again']],
  ])('%s whose answer was lost, and that is asked for again', async (_what, fates) => {
    const { fates: next, reserve, settle, taken } = open();
    next.push(...fates);
    expect(await reserve(held('one', 100))).toBe(true);
    await settle(held('one', 100), used(30));
    expect(taken()).toEqual([30, 300, 0]);
  });

  test.each<[what: string, reserved: Fate, charged: Fate]>([
    ['never came to the table', 'gone', 'well'],
    ['was made, though its answer was lost', 'lost', 'well'],
    ['never came, and the charge is asked for again', 'gone', 'again'],
    ['was made, and the charge is asked for again', 'lost', 'again'],
  ])('a charge after a reservation that %s', async (_what, reserved, charged) => {
    const { fates, ledger, reserve, taken } = open();
    fates.push(reserved, charged);
    await expect(reserve(held('one', 100))).rejects.toThrow();
    await ledger.charge('alice', held('one', 100), used(30));
    expect(taken()).toEqual([30, 300, 0]);
  });

  test('a charge whose own answer is lost stands, when its time is up', async () => {
    const { fates, clock, ledger, table, reserve, taken } = open();
    fates.push('gone', 'lost');
    await expect(reserve(held('one', 100))).rejects.toThrow();
    await expect(ledger.charge('alice', held('one', 100), used(30))).rejects.toThrow();
    clock.now = noon + 60_000;
    await ledger.reclaim('alice', table.look(key));
    expect(taken()).toEqual([30, 300, 0]);
  });
});
