import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { pieceKey } from '../../../lambda/conversations/turns/keys.ts';
import { allTurnsOf } from '../../../lambda/conversations/turns/read-turns.ts';
import { openTurnWriter } from '../../../lambda/conversations/turns/turn-writer.ts';
import type { Table } from '../../../lambda/table/table.ts';
import { keptMs, openAsker } from '../../fixtures/conversations/ask-kept.ts';
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

describe('while a turn is deleted, piece by piece, whoever reads it is told so', () => {
  const long = 'x'.repeat(5_000);
  async function deleting(kind: 'question' | 'answer') {
    const table = memoryTable();
    const { ask, find, time } = openAsker(table);
    // It is kept in a piece, and then finished.
    const writer = openTurnWriter(table, newTurn({ said: long, startedMs: time.now }), {
      keptMs,
      leaseMs: 20_000,
      now: () => time.now,
    });
    await writer.begin();
    await writer.keep('{"type":"message-start"}\n');
    await writer.finish('{"type":"text-delta","index":0,"text":"a"}\n', 'stop:finished', true);
    await ask({ number: 2 });
    const found = await find(1);
    await table.delete([pieceKey(found.place, kind, 1)]);
    return found;
  }
  async function gather(events: AsyncIterable<ChatEvent>): Promise<ChatEvent[]> {
    const gathered: ChatEvent[] = [];
    for await (const event of events) gathered.push(event);
    return gathered;
  }
  const gone = { kind: 'not-found', message: expect.stringContaining('deleted') };

  test('its question', async () => {
    await expect((await deleting('question')).question()).rejects.toMatchObject(gone);
  });
  test('its answer, as it is', async () => {
    await expect(gather((await deleting('answer')).soFar())).rejects.toMatchObject(gone);
  });
  test('its answer, to whoever follows it', async () => {
    const found = await deleting('answer');
    const events = await gather(found.follow(new AbortController().signal));
    expect(events.at(-1)).toMatchObject({ type: 'failure', failure: gone });
  });
});
