import { expect, describe, test } from 'vitest';
import { Failure } from '../../../lambda/chat/failure.ts';
import { finished, openAsker, says } from '../../fixtures/conversations/ask-kept.ts';
import { newTurn, turnId } from '../../fixtures/conversations/new-turn.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';
import { headKey, turnKey } from '../../../lambda/conversations/turns/keys.ts';

const key = (fingerprint = 'same') => ({ hash: 'key', fingerprint });

describe('a parent', () => {
  test('has as many branches as are asked for, at the same time', async () => {
    const { ask, find } = openAsker(memoryTable());
    await ask({ number: 1 });
    const branches = await Promise.all([2, 3, 4].map((number) => ask({ number, after: 1 })));
    expect(branches.map(({ shown }) => shown)).toEqual([2, 3, 4].map((number) => ['q1', 'a1', `q${number}`]));
    for (const number of [2, 3, 4])
      expect(await find(number)).toMatchObject({ status: 'finished', turn: { parent: turnId(1) } });
  });

  test.each([
    ['named', 1, turnId(1)],
    ['none', 'none', undefined],
  ] as const)('is the one that is %s, also where the request brings its history', async (_how, after, parent) => {
    const { ask, find } = openAsker(memoryTable());
    await ask({ number: 1 });
    await ask({ number: 2 });
    const { shown } = await ask({ number: 3, after, isRecalled: false });
    expect(shown, 'nothing is put before it').toEqual(['q3']);
    expect((await find(3)).turn.parent).toBe(parent);
  });

  test('that is not there is refused, also where the request brings its history', async () => {
    const { ask } = openAsker(memoryTable());
    await ask({ number: 1 });
    const { failure, shown } = await ask({ number: 3, after: 2, isRecalled: false });
    expect([failure?.kind, failure?.details.field, shown]).toEqual(['not-found', 'parent', undefined]);
  });

  test('of a request that has its own history is the last turn that was begun, or, asked again, that one’s', async () => {
    const { ask, find } = openAsker(memoryTable());
    await ask({ number: 1, isRecalled: false });
    await ask({ number: 2, isRecalled: false, said: 'again' });
    await ask({ number: 3, isRecalled: false, said: 'again' });
    expect([(await find(2)).turn.parent, (await find(3)).turn.parent]).toEqual([turnId(1), turnId(1)]);
  });

  test('is never a turn that sorts after it, which a walk back would pass over', async () => {
    const { ask, find } = openAsker(memoryTable());
    await ask({ number: 5, isRecalled: false });
    // Its id was made before, on another machine or in the same millisecond.
    await ask({ number: 4, isRecalled: false });
    expect((await find(4)).turn.parent).toBeUndefined();
    expect((await ask({ number: 6, after: 4 })).shown).toEqual(['q4', 'a4', 'q6']);
  });
});

describe('an idempotency key', () => {
  test('of two requests at the same moment asks one model; the other is told to try again', async () => {
    const { ask } = openAsker(memoryTable());
    const both = await Promise.all([1, 2].map((number) => ask({ number, key: key() })));
    expect(both.filter(({ asked }) => asked).length).toBe(1);
    expect(both.flatMap(({ failure }) => failure?.kind ?? [])).toEqual(['conflict']);
    expect(await ask({ number: 3, key: key() })).toMatchObject({
      asked: undefined,
      told: { isReplay: true, turn: { conversation: 'chat' } },
    });
  });

  test('answers with what was answered, though what it came after is gone', async () => {
    const { ask, conversations } = openAsker(memoryTable());
    await ask({ number: 1 });
    const first = await ask({ number: 2, after: 1, key: key() });
    await conversations.removeTurn({ caller: 'alice', conversation: 'chat', turn: turnId(1) });
    const again = await ask({ number: 3, after: 1, key: key() });
    expect([again.text, again.asked]).toEqual([first.text, undefined]);
  });

  test('of a failed answer asks again, as another answer to the same question: with the same parent', async () => {
    const { ask, find } = openAsker(memoryTable());
    await ask({ number: 1 });
    const broken = says('half', { type: 'failure', failure: new Failure('model-error', 'broken') });
    await ask({ number: 2, key: key(), source: broken });
    await ask({ number: 3, after: 1 });
    const again = await ask({ number: 4, key: key() });
    expect(again.shown).toEqual(['q1', 'a1', 'q4']);
    expect([(await find(2)).status, (await find(4)).turn.parent]).toEqual(['cut', turnId(1)]);
  });

  test('of a failed answer whose parent is gone asks again, as a first question', async () => {
    const table = memoryTable();
    const { ask } = openAsker(table);
    await ask({ number: 1 });
    const broken = says('half', { type: 'failure', failure: new Failure('model-error', 'broken') });
    await ask({ number: 2, key: key(), source: broken });
    const { pk } = turnKey({ ...newTurn().place, turn: turnId(1) });
    await table.delete([{ pk, sk: turnId(1) }]);
    expect((await ask({ number: 3, key: key() })).shown).toEqual(['q3']);
  });

  test('that could not be answered in time is another’s: the first one’s turn does not begin later', async () => {
    const table = memoryTable();
    let isGone = true;
    const goneTurns = {
      ...table,
      change: (...[at, change]: Parameters<typeof table.change>) =>
        isGone && at.sk === headKey(newTurn().place).sk ? Promise.reject(new Error('gone')) : table.change(at, change),
    };
    const slow = openAsker(goneTurns);
    let isTold: (() => void) | undefined;
    const first = slow.ask({
      number: 1,
      key: key(),
      source: async function* () {
        yield { type: 'message-start' };
        await new Promise<void>((resolve) => (isTold = resolve));
        yield finished;
      },
    });
    await expect.poll(() => isTold).toBeDefined();
    slow.time.now += 16_000;
    const other = openAsker(table);
    other.time.now = slow.time.now;
    const second = await other.ask({ number: 2, key: key() });
    expect(second.text).toBe('a2');
    isGone = false;
    isTold?.();
    expect((await first).events.at(-1)).toMatchObject({ isUnkept: true });
    await expect(other.find(1)).rejects.toThrow('no such turn');
  });
});
