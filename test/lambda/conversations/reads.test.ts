import { expect, test, vi } from 'vitest';
import { byTime } from '../../../lambda/conversations/turns/keys.ts';
import type { Table } from '../../../lambda/table/table.ts';
import { openAsker } from '../../fixtures/conversations/ask-kept.ts';
import { tableAt } from '../../fixtures/table/dynamodb-table.ts';
import { start, tableWithIndex } from '../../local/services/dynamodb/start.ts';

vi.setConfig({ testTimeout: 900_000 });

/** Counts calls, and the items that they read. */
function counting(table: Table) {
  const read = { calls: 0, items: 0 };
  const count = <T>(answer: Promise<T>, items: (answer: T) => number): Promise<T> => {
    read.calls += 1;
    return answer.then((value) => ((read.items += items(value)), value));
  };
  const counted: Table = {
    ...table,
    get: (key) => count(table.get(key), () => 1),
    change: (key, change) => count(table.change(key, change), () => 0),
    put: (key, item) => count(table.put(key, item), () => 0),
    query: (query) => count(table.query(query), ({ items }) => items.length),
  };
  /** What of it this took. */
  const of = async (does: () => Promise<unknown>) => {
    const before = { ...read };
    await does();
    return { calls: read.calls - before.calls, items: read.items - before.items };
  };
  return { counted, of };
}

async function openCounting() {
  const { url } = await start({ tables: [tableWithIndex(byTime)] });
  const { counted, of } = counting(tableAt(url));
  return { ...openAsker(counted, { historyTokens: 400 }), of };
}

/** Some at a time. */
async function side(count: number, does: (index: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += 20)
    await Promise.all(Array.from({ length: Math.min(20, count - from) }, (_none, index) => does(from + index)));
}

test('the next question of 2,000 turns reads as much as that of 100: what it needs, not a megabyte', async () => {
  const { ask, of } = await openCounting();
  const said = 'a question of some words '.repeat(8);
  const fill = (from: number, to: number) =>
    side(to - from + 1, (index) => ask({ number: from + index, said, isRecalled: false }));
  await fill(1, 100);
  const few = await of(() => ask({ number: 101 }));
  await fill(102, 2_000);
  const many = await of(() => ask({ number: 2_001 }));
  expect(many).toEqual(few);
  expect(many.items).toBeLessThan(60);
});

test('of 10,000 conversations a page, a later page, one of them and its next turn read as much as of 150', async () => {
  const { ask, conversations, of } = await openCounting();
  let number = 0;
  const fill = (count: number) =>
    side(count - number, () => {
      number += 1;
      return ask({ number, conversation: `c${number}`, isRecalled: false });
    });
  const measure = async () => {
    const place = { caller: 'alice', conversation: 'c7' };
    const { next: after } = await conversations.list('alice', { limit: 50 });
    return {
      first: await of(() => conversations.list('alice', { limit: 50 })),
      later: await of(() => conversations.list('alice', { limit: 50, after })),
      get: await of(() => conversations.get(place)),
      turn: await of(() => ask({ number: (number += 1), conversation: 'c7', isKnown: true, after: 'none' })),
    };
  };
  await fill(150);
  const few = await measure();
  await fill(10_000);
  expect(await measure()).toEqual(few);
  expect(few).toMatchObject({ first: { calls: 1, items: 50 }, later: { calls: 1, items: 50 }, get: { calls: 1 } });
});
