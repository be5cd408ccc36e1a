import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import { recall } from '../../../lambda/conversations/history/recall.ts';
import { pieceKey, turnKey } from '../../../lambda/conversations/turns/keys.ts';
import { openTurnWriter } from '../../../lambda/conversations/turns/turn-writer.ts';
import type { Source } from '../../../lambda/source.ts';
import { keptMs, openAsker, says } from '../../fixtures/conversations/ask-kept.ts';
import { newTurn, turnId } from '../../fixtures/conversations/new-turn.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const place = { caller: 'alice', conversation: 'chat' };
const broken = (text: string): ChatEvent[] => [
  { type: 'message-start' },
  { type: 'block-start', index: 0, block: { kind: 'text' } },
  { type: 'text-delta', index: 0, text },
];

/** A source that calls a tool. */
function calls(id: string): Source {
  return async function* () {
    yield { type: 'message-start' };
    yield { type: 'block-start', index: 0, block: { kind: 'tool-use', id, name: 'f' } };
    yield { type: 'block-stop', index: 0 };
    yield { type: 'call', call: { index: 0, id, name: 'f', json: '{}' } };
    yield { type: 'message-stop', stop: { kind: 'tool-use', reason: 'tool_use' } };
  };
}

describe('a question goes on after', () => {
  test('the turns that lead to it, not those of other branches', async () => {
    const { ask } = openAsker(memoryTable());
    for (const number of [1, 2, 3]) await ask({ number });
    await ask({ number: 4, after: 1 });
    expect((await ask({ number: 5 })).shown).toEqual(['q1', 'a1', 'q4', 'a4', 'q5']);
    expect((await ask({ number: 6, after: 3 })).shown).toEqual(['q1', 'a1', 'q2', 'a2', 'q3', 'a3', 'q6']);
  });

  test('nothing, where it begins anew', async () => {
    const { ask, find } = openAsker(memoryTable());
    await ask({ number: 1 });
    expect((await ask({ number: 2, after: 'none' })).shown).toEqual(['q2']);
    expect((await find(2)).turn.parent).toBeUndefined();
    expect((await ask({ number: 3 })).shown, 'and the next one after that').toEqual(['q2', 'a2', 'q3']);
  });

  test('the newest that was answered: one that failed, or said nothing, is passed over', async () => {
    const { ask } = openAsker(memoryTable());
    await ask({ number: 1 });
    const failed = new Failure('overloaded', 'busy');
    await ask({
      number: 2,
      source: async function* () {
        yield { type: 'failure', failure: failed };
      },
    });
    await ask({ number: 3, source: says('half', { type: 'failure', failure: failed }) });
    expect((await ask({ number: 4 })).shown, 'one that was cut said something').toEqual([
      'q1',
      'a1',
      'q3',
      'half',
      'q4',
    ]);
    const retracted = { kind: 'guardrail', reason: 'guardrail', isRetraction: true } as const;
    await ask({ number: 5, source: says('bad', { type: 'message-stop', stop: retracted }) });
    expect((await ask({ number: 6 })).shown).toEqual(['q1', 'a1', 'q3', 'half', 'q4', 'a4', 'q6']);
  });

  test('one that was killed, with what was kept of it; while it may still run it is passed over', async () => {
    const table = memoryTable();
    const { ask, time } = openAsker(table);
    await ask({ number: 1 });
    const writer = openTurnWriter(table, newTurn({ number: 2, parent: turnId(1), startedMs: time.now }), {
      keptMs,
      leaseMs: 20_000,
      now: () => time.now,
    });
    await writer.begin();
    await writer.keep(
      `${broken('par')
        .map((event) => JSON.stringify(event))
        .join('\n')}\n`,
    );
    // And one that had said nothing.
    const silent = newTurn({ number: 3, parent: turnId(1), startedMs: time.now });
    await openTurnWriter(table, silent, { keptMs, leaseMs: 20_000, now: () => time.now }).begin();
    expect((await ask({ number: 4 })).shown).toEqual(['q1', 'a1', 'q4']);
    const { failure } = await ask({ number: 5, after: 2 });
    expect([failure?.kind, failure?.status, failure?.details.field]).toEqual(['conflict', 409, 'parent']);
    time.now += 20_000;
    expect((await ask({ number: 6, after: 2 })).shown).toEqual(['q1', 'a1', 'question 2', 'par', 'q6']);
    expect((await recall(table, place, { maxTokens: 1, maxTurns: 1 }, time.now)).parent).toBe(turnId(6));
  });

  test('as much of one that was killed as everybody else is told: a piece that its turn does not count yet was told nobody', async () => {
    const table = memoryTable();
    const { ask, time } = openAsker(table);
    const turn = newTurn({ number: 2, startedMs: time.now });
    const writer = openTurnWriter(table, turn, { keptMs, leaseMs: 20_000, now: () => time.now });
    const linesOf = (events: readonly ChatEvent[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('');
    await writer.begin();
    await writer.keep(linesOf(broken('par')));
    // The writer is killed between the piece and the turn that counts it.
    const text = linesOf([{ type: 'text-delta', index: 0, text: 'tly' }]);
    await table.put(pieceKey(turn.place, 'answer', 2), { text });
    time.now += 20_000;
    expect((await ask({ number: 3 })).shown).toEqual(['question 2', 'par', 'q3']);
  });

  test('an answer that was cut within a line of it', async () => {
    const table = memoryTable();
    const { ask, time } = openAsker(table);
    const turn = newTurn({ number: 2, startedMs: time.now });
    const writer = openTurnWriter(table, turn, { keptMs, leaseMs: 20_000, now: () => time.now });
    await writer.begin();
    await writer.keep(
      `${broken('par')
        .map((event) => JSON.stringify(event))
        .join('\n')}\n{"type":"text-del`,
    );
    time.now += 20_000;
    expect((await ask({ number: 3 })).shown).toEqual(['question 2', 'par', 'q3']);
  });

  test('what is there, though something is left of a turn that was deleted since', async () => {
    const table = memoryTable();
    const { ask } = openAsker(table);
    await ask({ number: 1 });
    await table.put(pieceKey({ ...place, turn: turnId(2) }, 'answer', 1), {
      text: `${JSON.stringify({ type: 'text-delta', index: 0, text: 'deleted' })}\n`,
    });
    expect((await ask({ number: 3 })).shown).toEqual(['q1', 'a1', 'q3']);
  });
});

describe('as many as fit', () => {
  test.each([
    ['turns', { maxTurns: 2 }, ['q3', 'a3', 'q4', 'a4', 'q5']],
    ['tokens', { historyTokens: 60 }, ['q4', 'a4', 'q5']],
    ['tokens: but the newest always', { historyTokens: 1 }, ['q4', 'a4', 'q5']],
  ])('of %s', async (_what, settings, expected) => {
    const { ask } = openAsker(memoryTable(), settings);
    for (const number of [1, 2, 3, 4]) await ask({ number });
    expect((await ask({ number: 5 })).shown).toEqual(expected);
  });

  test('but calls with their results, of which a model is told all or nothing', async () => {
    const table = memoryTable();
    const { ask } = openAsker(table, { historyTokens: 1 });
    const result = { kind: 'tool-result', id: 'c', content: [], isError: false } as const;
    await ask({ number: 1 });
    await ask({ number: 2, source: calls('c') });
    await ask({ number: 3, asked: [{ role: 'user', content: [result] }] });
    expect((await ask({ number: 4 })).shown).toEqual(['q2', 'tool-use', 'tool-result', 'a3', 'q4']);
    await table.delete([turnKey({ ...place, turn: turnId(2) })]);
    const after = await ask({ number: 5, after: 3 });
    expect(after.shown).toEqual(['q5']);
    expect((await ask({ number: 6 })).shown, 'and goes on').toEqual(['q5', 'a5', 'q6']);
  });

  test('those before one that is gone, or too old, are not shown: nobody knows what led to it', async () => {
    const table = memoryTable();
    const { ask, time } = openAsker(table);
    for (const number of [1, 2]) await ask({ number });
    time.now += keptMs / 2;
    for (const number of [3, 4]) await ask({ number });
    await table.delete([turnKey({ ...place, turn: turnId(2) })]);
    expect((await ask({ number: 5 })).shown).toEqual(['q3', 'a3', 'q4', 'a4', 'q5']);
    time.now += keptMs / 2 + 2_000;
    expect((await ask({ number: 6, after: 3 })).shown).toEqual(['q3', 'a3', 'q6']);
    const { failure } = await ask({ number: 7, after: 1 });
    expect([failure?.kind, failure?.details.field]).toEqual(['not-found', 'parent']);
  });

  test('a parent that nobody has is refused without reading the conversation', async () => {
    const table = memoryTable();
    const { ask } = openAsker(table);
    for (let number = 1; number <= 120; number += 1) if (number !== 115) await ask({ number });
    const before = table.calls();
    const { failure, asked } = await ask({ number: 200, after: 115 });
    expect([failure?.kind, asked]).toEqual(['not-found', undefined]);
    expect(table.calls() - before, 'one page, and the system prompt').toBeLessThanOrEqual(2);
  });
});

test('another caller’s turn is not there', async () => {
  const { ask } = openAsker(memoryTable());
  await ask({ number: 1 });
  const { failure } = await ask({ number: 2, after: 1, caller: 'bob' });
  expect(failure?.kind).toBe('not-found');
  expect((await ask({ number: 3, caller: 'bob' })).shown).toEqual(['q3']);
});

test('the system prompt is used until another one is sent', async () => {
  const { ask } = openAsker(memoryTable());
  const systemOf = async (number: number, system?: string) =>
    (await ask({ number, ...(system !== undefined && { system }) })).asked?.chat.system;
  const text = (said: string) => [{ kind: 'text', text: said }];
  expect(await systemOf(1)).toBeUndefined();
  expect(await systemOf(2, 'Be brief.')).toEqual(text('Be brief.'));
  expect(await systemOf(3)).toEqual(text('Be brief.'));
  expect(await systemOf(4, 'Be long.')).toEqual(text('Be long.'));
  expect(await systemOf(5)).toEqual(text('Be long.'));
});

test('the system prompt stays for as long as it is used, and no longer', async () => {
  const table = memoryTable();
  const { ask, conversations, time } = openAsker(table);
  const systemOf = async (number: number, more: object = {}) => (await ask({ number, ...more })).asked?.chat.system;
  const brief = [{ kind: 'text', text: 'Be brief.' }];
  await systemOf(1, { system: 'Be brief.' });
  for (const number of [2, 3, 4]) {
    time.now += keptMs * 0.8;
    expect(await systemOf(number)).toEqual(brief);
  }
  expect(await conversations.system(place)).toEqual(brief);
  const before = table.calls();
  await systemOf(5);
  const shortly = table.calls() - before;
  time.now += keptMs * 0.5;
  const again = table.calls();
  await systemOf(6);
  expect(table.calls() - again, 'it is not renewed at each turn').toBe(shortly + 1);
  time.now += keptMs * 1.1;
  // DynamoDB deletes up to two days late.
  expect(await conversations.system(place)).toEqual([]);
  expect(await systemOf(7)).toBeUndefined();
});
