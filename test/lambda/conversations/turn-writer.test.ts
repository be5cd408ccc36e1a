import { describe, expect, test } from 'vitest';
import { getHead, GoneError } from '../../../lambda/conversations/heads.ts';
import { remove, removeTurn } from '../../../lambda/conversations/remove.ts';
import { headKey, pieceKey, turnKey, turnsPk } from '../../../lambda/conversations/turns/keys.ts';
import type { TurnPlace } from '../../../lambda/asked-turn.ts';
import { getTurn } from '../../../lambda/conversations/turns/read-turns.ts';
import { statusOf } from '../../../lambda/conversations/turns/turn.ts';
import { openTurnWriter } from '../../../lambda/conversations/turns/turn-writer.ts';
import type { Table } from '../../../lambda/table/table.ts';
import { newTurn, turnId } from '../../fixtures/conversations/new-turn.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const leaseMs = 20_000;

function open(given: Parameters<typeof newTurn>[0] = {}, over: (table: Table) => Table = (table) => table) {
  const time = { now: 1_000 };
  const table = memoryTable();
  const turn = newTurn(given);
  const options = { keptMs: 1e9, leaseMs, now: () => time.now };
  const { place } = turn;
  return {
    time,
    table,
    place,
    writer: openTurnWriter(over(table), turn, options),
    another: (other: Parameters<typeof newTurn>[0]) => openTurnWriter(table, newTurn(other), options),
    find: () => getTurn(table, place, time.now),
    items: async () => (await table.query({ pk: turnsPk(place) })).items.map(({ sk }) => sk),
  };
}

/** Carries each of these calls out, and loses its answer. */
const losing =
  (...lost: (keyof Table)[]) =>
  (table: Table): Table => {
    const left = [...lost];
    const meet = async <T>(name: keyof Table, answer: Promise<T>) => {
      const value = await answer;
      const at = left.indexOf(name);
      if (at === -1) return value;
      left.splice(at, 1);
      throw new Error('the answer is lost');
    };
    return {
      ...table,
      put: (key, item) => meet('put', table.put(key, item)),
      change: (key, change) => meet('change', table.change(key, change)),
    };
  };

describe('a lease', () => {
  test('that is over is over: who was taken to be killed does not finish', async () => {
    const { writer, time, find } = open();
    await writer.begin();
    time.now += leaseMs;
    await expect(writer.finish('"a"\n', 'stop:finished', true)).rejects.toThrow(GoneError);
    await expect(writer.keep('"a"\n')).rejects.toThrow(GoneError);
    const turn = await find();
    expect(turn && statusOf(turn, time.now)).toBe('interrupted');
  });

  test('is renewed whenever something is kept, or nothing', async () => {
    const { writer, time, find } = open();
    await writer.begin();
    for (let times = 0; times < 3; times += 1) {
      time.now += leaseMs - 1;
      await writer.keep('');
    }
    await writer.finish('"a"\n', 'stop:finished', true);
    expect(await find()).toMatchObject({ ending: 'stop:finished', answer: '"a"\n' });
  });

  test('what had been kept before it was over stays, though its writer has not heard of it', async () => {
    const losingOnce = { isLosing: false };
    const { time, writer, find, items } = open({}, (table) => ({
      ...table,
      async change(key, change) {
        const changed = await table.change(key, change);
        if (!losingOnce.isLosing) return changed;
        losingOnce.isLosing = false;
        throw new Error('the answer is lost');
      },
    }));
    await writer.begin();
    losingOnce.isLosing = true;
    await expect(writer.keep('a\n')).rejects.toThrow('lost');
    time.now += leaseMs;
    await expect(writer.finish('b\n', 'stop:finished', true)).rejects.toThrow(GoneError);
    expect((await find())?.answerPieces).toBe(1);
    expect(await items()).toEqual([turnId(1), `${turnId(1)}#a00001`]);
  });

  test('what had been kept before it was over stays', async () => {
    const { writer, time, items } = open();
    await writer.begin();
    await writer.keep('"a"\n');
    time.now += leaseMs;
    await expect(writer.finish('"b"\n', 'stop:finished', true)).rejects.toThrow(GoneError);
    expect((await items()).length).toBe(2);
  });
});

describe('to begin again', () => {
  test('counts a turn once, though another one began between', async () => {
    const { writer, another, table, place } = open({}, losing('put', 'change'));
    await expect(writer.begin()).rejects.toThrow('lost');
    await writer.begin().catch(() => undefined);
    await another({ number: 2 }).begin();
    await writer.begin();
    expect(await getHead(table, place, 0)).toMatchObject({ turns: 2, last: newTurn({ number: 2 }).place.turn });
  });

  test('brings no conversation back that was deleted between', async () => {
    const { writer, table, place, time, items } = open({}, losing('put', 'change', 'change'));
    await expect(writer.begin()).rejects.toThrow('lost');
    await writer.begin().catch(() => undefined);
    expect(await remove(table, place, (time.now += 1))).toBe(true);
    time.now += 1;
    await expect(writer.begin()).rejects.toThrow(GoneError);
    expect([await getHead(table, place, 0), await items()]).toEqual([undefined, []]);
  });

  test('brings no turn back that was deleted between', async () => {
    let isLost = false;
    const losingTurn = (table: Table): Table => ({
      ...losing('put')(table),
      async change(key, change) {
        const changed = await table.change(key, change);
        if (isLost || key.pk === headKey(newTurn().place).pk) return changed;
        isLost = true;
        throw new Error('the answer is lost');
      },
    });
    const { writer, find, table, place } = open({}, losingTurn);
    await expect(writer.begin()).rejects.toThrow('lost');
    expect(await removeTurn(table, place, 1_001)).toBe(true);
    await expect(writer.begin()).rejects.toThrow(GoneError);
    expect(await find()).toBeUndefined();
  });
});

describe('a deletion', () => {
  test.each(['put', 'change'] as const)(
    'of the conversation between its head and its turn leaves nothing (before a %s)',
    async (call) => {
      let calls = 0;
      const between = (table: Table): Table => {
        const removeFirst = async () => {
          if ((calls += 1) === (call === 'put' ? 1 : 2)) await remove(table, newTurn().place, 2_000);
        };
        return {
          ...table,
          async put(key, item) {
            if (call === 'put') await removeFirst();
            return table.put(key, item);
          },
          async change(key, change) {
            if (call === 'change') await removeFirst();
            return table.change(key, change);
          },
        };
      };
      // A long question is in pieces.
      const { writer, items, find } = open({ said: 'é'.repeat(5_000), system: '"Be brief."' }, between);
      await expect(writer.begin()).rejects.toThrow(GoneError);
      expect([await items(), await find()]).toEqual([[], undefined]);
    },
  );

  test('of a running turn is heard at the next write, which leaves nothing', async () => {
    const { writer, find, items, table, place } = open();
    await writer.begin();
    await writer.keep('"a"\n');
    expect(await removeTurn(table, place, 1_001)).toBe(true);
    await expect(writer.keep('"b"\n')).rejects.toThrow(GoneError);
    expect((await items()).filter((sk) => String(sk).includes('#'))).toEqual([]);
    expect(await find()).toBeUndefined();
  });

  test('of a turn takes pieces with it that it does not count yet: its writer was killed', async () => {
    const { writer, items, table, place } = open();
    await writer.begin();
    await writer.keep('"a"\n');
    await table.put(pieceKey(place, 'answer', 2), { text: '"b"\n' });
    await writer.finish('', 'stop:finished', true);
    expect(await removeTurn(table, place, 1_001)).toBe(true);
    expect(await items()).toEqual([]);
  });

  test('of a conversation takes with it what was written while it was under way', async () => {
    const { writer, items, table, place } = open();
    await writer.begin();
    const slow: Table = {
      ...table,
      async query(query) {
        const page = await table.query(query);
        await writer.finish(`"${'a'.repeat(40_000)}"\n`, 'stop:finished', true).catch(() => undefined);
        return page;
      },
    };
    await remove(slow, place, 2_000);
    expect(await items()).toEqual([]);
  });

  test.each([
    ['a turn', (table: Table, place: TurnPlace) => removeTurn(table, place, 2_000)],
    ['a conversation', (table: Table, place: TurnPlace) => remove(table, place, 2_000)],
  ])('of %s that broke off goes on where it is asked for again, and then there is none', async (_what, removing) => {
    const { writer, items, find, table, place } = open();
    await writer.begin();
    await writer.keep('"a"\n');
    await writer.finish('', 'stop:finished', true);
    const broken: Table = { ...table, query: () => Promise.reject(new Error('gone')) };
    await expect(removing(broken, place)).rejects.toThrow('gone');
    expect(await removing(table, place)).toBe(true);
    expect([(await items()).filter((sk) => sk !== place.turn), await find()]).toEqual([[], undefined]);
    expect(await removing(table, place)).toBe(false);
  });

  test('of a conversation that is asked for again does not reach the one that was begun since', async () => {
    const { writer, another, table, place, time } = open();
    await writer.begin();
    // The second one has looked, and is slow.
    const slow: Table = {
      ...table,
      async query(query) {
        const page = await table.query(query);
        await remove(table, place, 2_000);
        time.now = 3_000;
        await another({ number: 2, startedMs: 3_000 }).begin();
        return page;
      },
    };
    await remove(slow, place, 2_000);
    expect(await getHead(table, place, 0)).toMatchObject({ turns: 1 });
    expect(await table.get(turnKey(newTurn({ number: 2 }).place))).toMatchObject({ run: 'run-2' });
  });
});
