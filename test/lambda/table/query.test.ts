import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allItems } from '../../../lambda/conversations/turns/read-turns.ts';
import { byTime } from '../../../lambda/conversations/turns/keys.ts';
import type { Query } from '../../../lambda/table/table.ts';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { tableAt } from '../../fixtures/table/dynamodb-table.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';
import { start, tableWithIndex } from '../../local/services/dynamodb/start.ts';

async function openBoth() {
  const { url } = await start({ tables: [tableWithIndex(byTime)] });
  return { memory: memoryTable(), dynalite: tableAt(url) };
}

test('a query of more than a megabyte comes in pages, whole and in order, both ways', async () => {
  const { dynalite: table } = await openBoth();
  const numbers = Array.from({ length: 12 }, (_none, index) => String(index).padStart(2, '0'));
  for (const sk of numbers) await table.put({ pk: 'a', sk }, { text: 'x'.repeat(300_000) });
  const first = await table.query({ pk: 'a' });
  expect(first.items.length).toBeLessThan(5);
  expect(first.next).toMatchObject({ pk: 'a' });
  for (const direction of ['forwards', 'backwards'] as const) {
    const read: unknown[] = [];
    for await (const { sk } of allItems(table, { pk: 'a', direction })) read.push(sk);
    expect(read).toEqual(direction === 'forwards' ? numbers : numbers.toReversed());
  }
  const { items } = await table.query({ pk: 'a', isKeysOnly: true, limit: 2 });
  expect(items).toEqual([
    { pk: 'a', sk: '00' },
    { pk: 'a', sk: '01' },
  ]);
});

test('any query has the same pages in memory and in dynalite, also of an index, also after deletions', async () => {
  const { memory, dynalite } = await openBoth();
  let round = 0;
  const sk = fc.constantFrom('a', 'b', 'b#1', 'b#2', 'b~', 'c', '~', 'é');
  const queries = fc.record(
    {
      between: fc
        .tuple(sk, sk)
        .map(
          ([one, other]) =>
            [one, other].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))) as [string, string],
        ),
      direction: fc.constantFrom('forwards' as const, 'backwards' as const),
      limit: fc.integer({ min: 1, max: 4 }),
      isKeysOnly: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.record({ sk, at: fc.option(fc.integer({ min: 1, max: 99 })) }), { selector: (one) => one.sk }),
      fc.uniqueArray(sk, { maxLength: 3 }),
      queries,
      fc.boolean(),
      async (items, gone, query, isByTime) => {
        const pk = `p${(round += 1)}`;
        // An index does not say in which order items of one number come.
        for (const table of [memory, dynalite]) {
          for (const [index, one] of items.entries())
            await table.put({ pk, sk: one.sk }, { n: 1, ...(one.at !== null && { listedMs: one.at * 100 + index }) });
          await table.delete(gone.map((one) => ({ pk, sk: one })));
        }
        const { between: _range, ...rest } = query;
        const asked: Query = isByTime ? { ...rest, pk, by: byTime } : { ...query, pk };
        const read = async (table: typeof dynalite) => {
          const all: unknown[] = [];
          for await (const item of allItems(table, asked)) all.push(item);
          return all;
        };
        expect(await read(memory)).toEqual(await read(dynalite));
        const [one, other] = [await memory.query(asked), await dynalite.query(asked)];
        expect(one.items).toEqual(other.items);
      },
    ),
    { numRuns: 100 },
  );
});

describe('a deletion', () => {
  test('of more than DynamoDB takes at once is of all, whether they are there or not', async () => {
    const { dynalite: table } = await openBoth();
    const keys = Array.from({ length: 60 }, (_none, index) => ({ pk: 'a', sk: String(index) }));
    for (const key of keys.slice(0, 40)) await table.put(key, {});
    await table.put({ pk: 'a', sk: 'stays' }, {});
    await table.delete(keys);
    await table.delete([]);
    expect((await table.query({ pk: 'a' })).items).toEqual([{ pk: 'a', sk: 'stays' }]);
  });

  /** Has time for so many of each batch only. */
  async function startBusy(perCall: number) {
    const asked: string[][] = [];
    const server = createServer((request, response) => {
      void json(request).then((body) => {
        const [requests = []] = Object.values((body as { RequestItems: Record<string, Deletion[]> }).RequestItems);
        asked.push(requests.map(({ DeleteRequest: { Key } }) => Key.sk.S));
        const left = requests.slice(perCall);
        response.end(JSON.stringify({ UnprocessedItems: left.length > 0 ? { 'Stack-Table': left } : {} }));
      });
    });
    const table = tableAt(`http://127.0.0.1:${await listenOnLoopback(server, 0)}`);
    onTestFinished(() => void server.close());
    return { table, asked };
  }
  interface Deletion {
    readonly DeleteRequest: { readonly Key: { readonly sk: { readonly S: string } } };
  }
  const keys = ['a', 'b', 'c'].map((sk) => ({ pk: 'p', sk }));

  test('asks again for what DynamoDB had no time for', async () => {
    const { table, asked } = await startBusy(1);
    await table.delete(keys);
    expect(asked).toEqual([['a', 'b', 'c'], ['b', 'c'], ['c']]);
  });

  test('gives up when it never has', async () => {
    const { table, asked } = await startBusy(0);
    await expect(table.delete(keys)).rejects.toThrow('no time');
    expect(asked.length).toBe(5);
  });
});
