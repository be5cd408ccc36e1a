import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reserving, settling } from '../../../lambda/budgets/ledger/changes.ts';
import { openRunning, type RunningRequests } from '../../../lambda/cancel/running.ts';
import type { Change, Key, Table } from '../../../lambda/table/table.ts';
import { tableAt } from '../../fixtures/table/dynamodb-table.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';
import { start } from '../../local/services/dynamodb/start.ts';

// What the property of the ledger is proven with must itself be true.

async function openBoth() {
  const { url } = await start();
  return { memory: memoryTable(), dynalite: tableAt(url) };
}

const few = fc.nat({ max: 4 });

/** What a condition compares with, by the name in the expression. */
type Written = Record<string, string | number>;

const attribute = fc.constantFrom('a', 'b', 'said');
const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('x', 'y'));

/** A condition, as deep as ours or deeper. It adds what it compares with. */
const condition: fc.Arbitrary<(values: Written) => string> = fc.letrec<{ readonly any: (values: Written) => string }>(
  (tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      attribute.map((name) => () => `attribute_exists(${name})`),
      attribute.map((name) => () => `attribute_not_exists(${name})`),
      fc.tuple(attribute, fc.constantFrom('=', '<=', '>'), value).map(([name, sign, compared]) => (values: Written) => {
        const word = `:v${Object.keys(values).length}`;
        values[word] = compared;
        return `${name} ${sign} ${word}`;
      }),
      fc
        .tuple(tie('any'), fc.constantFrom('AND', 'OR'), tie('any'), fc.boolean())
        .map(([one, word, another, isGrouped]) => (values: Written) => {
          const both = `${one(values)} ${word} ${another(values)}`;
          return isGrouped ? `(${both})` : both;
        }),
    ),
  }),
).any;

const expressions = {
  count: 'SET #n = if_not_exists(#n, :none) + :amount',
  say: 'SET #n = :amount, said = if_not_exists(said, :none)',
  remove: 'SET seen = :amount, third = :none REMOVE #n',
  swap: 'SET #n = if_not_exists(third, :none) + :amount, third = if_not_exists(#n, :none)',
};

const anyChange: fc.Arbitrary<Change> = fc
  .record({
    when: condition,
    name: fc.constantFrom('a', 'b', 'with.dot'),
    amount: few,
    expression: fc.constantFrom(...Object.values(expressions)),
  })
  .map(({ when, name, amount, expression }) => {
    const values: Written = {};
    const written = when(values);
    return {
      expression,
      condition: written,
      names: { '#n': name },
      values: { ...values, ':amount': amount, ':none': 0 },
    };
  });

test('any change in our words has the same result in memory and in dynalite', async () => {
  const { memory, dynalite } = await openBoth();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyChange, { minLength: 4, maxLength: 12 }), fc.boolean(), async (changes, isThere) => {
      const key: Key = { pk: `budget#${(round += 1)}`, sk: 'account' };
      if (isThere) for (const table of [memory, dynalite]) await table.put(key, { b: 1, said: 'x' });
      for (const change of changes)
        expect(await memory.change(key, change)).toEqual(await dynalite.change(key, change));
      expect(await memory.get(key)).toEqual(await dynalite.get(key));
      expect(await memory.peek(key)).toEqual(await dynalite.peek(key));
    }),
    { numRuns: 60 },
  );
});

test('both refuse to change one attribute twice', async () => {
  const change = { expression: 'SET a = :one REMOVE a', values: { ':one': 1 } };
  for (const table of Object.values(await openBoth()))
    await expect(table.change({ pk: 'budget#a', sk: 'account' }, change)).rejects.toThrow(
      /overlap|ValidationException/,
    );
});

test('a word that it does not know is an error', async () => {
  const { change } = memoryTable();
  const key = { pk: 'a', sk: 'b' };
  await expect(change(key, { expression: 'DELETE a :one', values: { ':one': 1 } })).rejects.toThrow('DELETE a :one');
  await expect(change(key, { expression: 'REMOVE a', condition: 'NOT a' })).rejects.toThrow('not know');
});

const day = fc.constantFrom('20261130', '20261201');
const limit = fc.option(fc.nat({ max: 30 }), { nil: undefined });
const amounts = fc.record({ tokens: few, nanoUsd: few });
const reservation = fc.record({ id: fc.constantFrom('a', 'b', 'c'), day, most: amounts, floor: amounts, until: few });
const ofLedger: fc.Arbitrary<Change> = fc.oneof(
  fc
    .record({ reservation, tokens: limit, nanoUsd: limit, limits: fc.constantFrom(undefined, '{"day":{"tokens":9}}') })
    .map(({ reservation: held, tokens, nanoUsd, limits }) =>
      reserving(
        held,
        { day: { ...(tokens !== undefined && { tokens }) }, month: { ...(nanoUsd !== undefined && { nanoUsd }) } },
        limits,
      ),
    ),
  reservation.map((held) => reserving(held)),
  fc
    .record({
      reservation,
      used: amounts,
      old: fc.constantFrom<readonly string[]>([], ['20261101.tokens', '202610.tokens']),
    })
    .map(({ reservation: held, used, old }) => settling([{ reservation: held, used }], old)),
);

test('so have the changes of the ledger', async () => {
  const { memory, dynalite } = await openBoth();
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(ofLedger, { minLength: 5, maxLength: 20 }), fc.boolean(), async (changes, hasLimits) => {
      const key: Key = { pk: `budget#${(round += 1)}`, sk: 'account' };
      const before = { '20261101.tokens': 7, '202610.tokens': 8, ...(hasLimits && { limits: '{"day":{"tokens":9}}' }) };
      for (const table of [memory, dynalite]) await table.put(key, before);
      for (const change of changes)
        expect(await memory.change(key, change)).toEqual(await dynalite.change(key, change));
    }),
    { numRuns: 30 },
  );
});

test('and what cancel asks', async () => {
  const both = await openBoth();
  const now = () => 1_764_240_000_000;
  const open = (table: Table) => openRunning(table, 900_000, now);
  const act = fc.record({
    what: fc.constantFrom('start', 'cancel', 'cancelLast', 'finish', 'isCancelled'),
    caller: fc.constantFrom('alice', 'bob'),
    id: fc.constantFrom('one', 'two'),
    ageMs: fc.constantFrom(0, 900_001),
    run: fc.constantFrom('a', 'b'),
  });
  const does = {
    start: (running, { caller, id, ageMs, run }) =>
      running
        .start(caller, { id, model: 'haiku', startedMs: now() - ageMs }, run, id === 'one' ? 'chat' : undefined)
        .catch((error: Error) => error.message),
    cancel: (running, { caller, id }) => running.cancel(caller, id),
    cancelLast: (running, { caller }) => running.cancelLast(caller, 'chat'),
    finish: (running, { caller, id, run }) => running.finish(caller, id, run),
    isCancelled: (running, { caller, id }) => running.isCancelled(caller, id),
  } satisfies Record<
    string,
    (running: RunningRequests, asked: { caller: string; id: string; ageMs: number; run: string }) => Promise<unknown>
  >;
  const [memory, dynalite] = [open(both.memory), open(both.dynalite)];
  await fc.assert(
    fc.asyncProperty(act, async (asked) => {
      expect(await does[asked.what](memory, asked)).toEqual(await does[asked.what](dynalite, asked));
    }),
    { numRuns: 200 },
  );
});
