import { expect, test } from 'vitest';
import { allTurnsOf } from '../../../lambda/conversations/turns/read-turns.ts';
import { openTurnWriter } from '../../../lambda/conversations/turns/turn-writer.ts';
import type { Table } from '../../../lambda/table/table.ts';
import { newTurn } from '../../fixtures/conversations/new-turn.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

test('turns are found in their order without reading all pieces of their answers, which whoever tells them reads', async () => {
  const table = memoryTable();
  const pieces = 200;
  for (const number of [1, 2, 3]) {
    const writer = openTurnWriter(table, newTurn({ number }), { keptMs: 1e9, leaseMs: 1e6, now: () => 1_000 });
    await writer.begin();
    if (number === 2) for (let piece = 0; piece < pieces; piece += 1) await writer.keep(`"${piece}"\n`);
    await writer.finish('', 'stop:finished', true);
  }
  let read = 0;
  const counting: Table = {
    ...table,
    async query(query) {
      const page = await table.query(query);
      read += page.items.length;
      return page;
    },
  };
  const found: string[] = [];
  for await (const { requestId } of allTurnsOf(counting, newTurn().place, () => 1_000)) found.push(requestId);
  expect(found).toEqual(['request-1', 'request-2', 'request-3']);
  expect(read).toBeLessThan(pieces / 2);
});
