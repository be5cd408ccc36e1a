import { describe, expect, test } from 'vitest';
import { claimKey } from '../../../lambda/conversations/claim-key.ts';
import { addTurn, getHead, GoneError, listHeads, rename } from '../../../lambda/conversations/heads.ts';
import { remove, removeAll } from '../../../lambda/conversations/remove.ts';
import { idempotencyKey } from '../../../lambda/conversations/turns/keys.ts';
import { openAsker } from '../../fixtures/conversations/ask-kept.ts';
import { newTurn, turnId } from '../../fixtures/conversations/new-turn.ts';
import { questionOf } from '../../fixtures/conversations/to-question.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const add = (table: ReturnType<typeof memoryTable>, number: number, given: Parameters<typeof newTurn>[0] = {}) => {
  const turn = newTurn({ number, ...given });
  return addTurn(table, turn.place, { ...turn, turn: turn.place.turn }, { nowMs: number, expires: 100 });
};
const { place } = newTurn();

describe('a conversation', () => {
  test('begins with its first turn, has its title, and goes to the front with each', async () => {
    const table = memoryTable();
    await add(table, 1, { title: 'first' });
    await add(table, 2, { title: 'other', conversation: 'other' });
    await add(table, 3, { title: 'second' });
    const { heads } = await listHeads(table, 'alice', { limit: 10 }, 0);
    expect(heads).toEqual([
      { id: 'chat', title: 'first', createdMs: 1, updatedMs: 3, turns: 2, last: turnId(3) },
      { id: 'other', title: 'other', createdMs: 2, updatedMs: 2, turns: 1, last: turnId(2) },
    ]);
  });

  test('that must be there and is not does not begin', async () => {
    const table = memoryTable();
    await expect(add(table, 1, { isKnown: true })).rejects.toThrow(GoneError);
    expect(await getHead(table, place, 0)).toBeUndefined();
  });

  test('that is not to be listed is there', async () => {
    const table = memoryTable();
    await add(table, 1, { isListed: false });
    expect((await listHeads(table, 'alice', { limit: 10 }, 0)).heads).toEqual([]);
    expect(await getHead(table, place, 0)).toMatchObject({ turns: 1 });
  });

  test('tells each turn which came before it, and whether that was the same question', async () => {
    const table = memoryTable();
    expect(await add(table, 1, { history: 'a' })).toEqual({ createdMs: 1, isSameQuestion: false });
    expect(await add(table, 2, { history: 'a' })).toEqual({ createdMs: 1, last: turnId(1), isSameQuestion: true });
    expect(await add(table, 3, { history: 'b' })).toMatchObject({ last: turnId(2), isSameQuestion: false });
    expect(await add(table, 4), 'without a history').toMatchObject({ last: turnId(3), isSameQuestion: false });
    expect(await add(table, 5)).toMatchObject({ isSameQuestion: false });
  });

  test('is listed in pages without gaps, also where some were deleted', async () => {
    const table = memoryTable();
    for (let number = 1; number <= 9; number += 1) await add(table, number, { conversation: `c${number}` });
    await remove(table, { caller: 'alice', conversation: 'c8' }, 20);
    const seen: string[] = [];
    let after: Awaited<ReturnType<typeof listHeads>>['next'];
    do {
      const { heads, next } = await listHeads(table, 'alice', { limit: 3, after }, 0);
      seen.push(...heads.map(({ id }) => id));
      after = next;
    } while (after);
    expect(seen).toEqual(['c9', 'c7', 'c6', 'c5', 'c4', 'c3', 'c2', 'c1']);
    expect((await listHeads(table, 'bob', { limit: 3 }, 0)).heads).toEqual([]);
    expect((await listHeads(table, 'alice', { limit: 3 }, 100_001)).heads, 'too old').toEqual([]);
  });

  test('is renamed where it is there, and keeps that title', async () => {
    const table = memoryTable();
    expect(await rename(table, place, 'new')).toBe(false);
    await add(table, 1);
    expect(await rename(table, place, 'new')).toBe(true);
    await add(table, 2, { title: 'other' });
    expect(await getHead(table, place, 0)).toMatchObject({ title: 'new' });
    await remove(table, place, 5);
    expect(await rename(table, place, 'new')).toBe(false);
  });

  test('that was deleted may be begun anew by its name, by whoever asks later', async () => {
    const table = memoryTable();
    await add(table, 1);
    await remove(table, place, 5);
    await expect(add(table, 5), 'at the same moment').rejects.toThrow(GoneError);
    await expect(add(table, 6, { isKnown: true })).rejects.toThrow(GoneError);
    expect(await add(table, 6, { title: 'new' })).toEqual({ createdMs: 6, isSameQuestion: false });
    expect(await getHead(table, place, 0)).toMatchObject({ title: 'new', turns: 1, createdMs: 6 });
  });

  test('all of them are deleted with the keys, and nobody else’s', async () => {
    const table = memoryTable();
    const { ask, conversations } = openAsker(table);
    const key = { hash: 'k', fingerprint: 'f' };
    for (const caller of ['alice', 'bob'])
      for (const [number, conversation] of ['a', 'b'].entries())
        await ask({ number, conversation, caller, ...(number === 0 && { key }) });
    expect(await removeAll(table, 'alice', 2_000_000)).toBe(2);
    expect(await removeAll(table, 'alice', 2_000_000), 'again').toBe(0);
    expect((await conversations.list('alice', { limit: 9 })).heads).toEqual([]);
    expect((await conversations.list('bob', { limit: 9 })).heads.length).toBe(2);
    expect(table.look(idempotencyKey('alice', 'k'))).toEqual({});
    expect(table.look(idempotencyKey('bob', 'k'))).not.toEqual({});
  });
});

describe('a key', () => {
  const claim = (
    table: ReturnType<typeof memoryTable>,
    number: number,
    now: number,
    fingerprint = 'f',
    caller = 'alice',
  ) => {
    const { turn } = questionOf({ said: 'a', turn: { place: newTurn({ number, caller }).place } });
    const asked = { ...turn, key: { hash: 'k', fingerprint } };
    return claimKey(table, asked, `run-${number}`, { now: () => now, keptMs: 1e6 }).catch((error: unknown) => error);
  };

  test('is claimed once; for 15 s nobody else may; then the next', async () => {
    const table = memoryTable();
    expect(await claim(table, 1, 0)).toEqual({ kind: 'own', beginUntilMs: 10_000 });
    expect(await claim(table, 1, 1), 'its own answer was lost').toMatchObject({ kind: 'own' });
    expect(await claim(table, 2, 14_999)).toMatchObject({
      kind: 'conflict',
      status: 409,
      details: { retryAfterSeconds: 1 },
    });
    expect(await claim(table, 2, 15_000)).toMatchObject({ kind: 'own' });
    expect(await claim(table, 3, 15_001)).toMatchObject({ kind: 'conflict' });
  });

  test('of two who find it given up one has it', async () => {
    const table = memoryTable();
    await claim(table, 1, 0);
    const both = await Promise.all([claim(table, 2, 20_000), claim(table, 3, 20_000)]);
    expect(both).toMatchObject([{ kind: 'own' }, { kind: 'conflict' }]);
  });

  test('is of one request and of one caller', async () => {
    const table = memoryTable();
    await claim(table, 1, 0);
    expect(await claim(table, 2, 0, 'other')).toMatchObject({ kind: 'key-reused', status: 422 });
    expect(await claim(table, 2, 0, 'other', 'bob')).toMatchObject({ kind: 'own' });
  });
});
