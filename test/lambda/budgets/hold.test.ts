import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { anyone } from '../../../lambda/access/caller.ts';
import { openBudgets } from '../../../lambda/budgets/budgets.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import type { Table } from '../../../lambda/table/table.ts';
import { accountOfAnyone, askHeld, heldIn } from '../../fixtures/budgets/ask-held.ts';
import { delta, said, script, type Seen, start, stop, usage } from '../../fixtures/handling/ask-source.ts';
import { type Fate, faultyTable } from '../../fixtures/table/faulty-table.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const noon = Date.UTC(2026, 10, 27, 12);
const now = () => noon;
const day = (tokens: number) => ({ day: { tokens } });

/** A budget that is partly used, and partly held by another request. */
async function tableWith(used: number, held = 0) {
  const table = memoryTable();
  await table.put(accountOfAnyone, {
    '20261127.tokens': used + held,
    '202611.tokens': used + held,
    ...(held > 0 && { 'held.other': `20261127 ${held} 0 1 0 ${noon + 1}` }),
  });
  return table;
}

describe('a request that does not fit is refused before its model is asked', () => {
  // A prompt of "Hi" and an answer of 100 tokens hold 128.
  const body = { message: 'Hi', maxTokens: 100 };
  test.each([
    ['the day is spent', 900, 0, 1_000, 'quota-exceeded', '43200', /100 tokens of your 1000 tokens for today are left/],
    ['others hold the rest', 0, 900, 1_000, 'budget-held', '2', /your other requests hold what is left/],
    [
      'others hold the rest, and it would not fit anyway',
      880,
      100,
      1_000,
      'quota-exceeded',
      '43200',
      /120 tokens of your 1000 tokens for today/,
    ],
    ['the whole budget is smaller', 0, 0, 50, 'quota-exceeded', undefined, /your budget for a whole day is 50 tokens/],
  ] as const)('%s', async (_what, used, held, limit, kind, retryAfter, message) => {
    const table = await tableWith(used, held);
    const seen: Seen = {};
    const answer = await askHeld({ table, now, budget: day(limit), source: script(said, seen), body });
    expect([answer.status, seen.question]).toEqual([429, undefined]);
    const { error } = JSON.parse(answer.text);
    expect(error).toMatchObject({ kind, budget: { day: { tokens: { limit, used, held } } } });
    expect(error.message).toMatch(message);
    expect(answer.headers).toMatchObject({ 'x-should-retry': String(kind === 'budget-held') });
    expect(new Map(Object.entries(answer.headers ?? {})).get('retry-after')).toBe(retryAfter);
    expect(table.look(accountOfAnyone)['20261127.tokens'], 'nothing more is held').toBe(used + held);
    expect(answer.record).toMatchObject({ endReason: kind });
    expect(answer.record).not.toHaveProperty('chargedTokens');
  });

  test('the reset is the month’s, where the month is what is spent', async () => {
    const table = await tableWith(1_000);
    const budget = { day: { tokens: 100_000 }, month: { tokens: 1_000 } };
    const { headers, text } = await askHeld({ table, now, budget, source: script(said), body });
    expect(headers).toMatchObject({ 'retry-after': String(3.5 * 86_400) });
    expect(text).toContain('2026-12-01T00:00:00Z');
  });
});

test('what never fits a day is told so, though the month is short, too', async () => {
  const budget = { day: { tokens: 50 }, month: { tokens: 60 } };
  const body = { message: 'Hi', maxTokens: 100 };
  const { headers, text } = await askHeld({ table: await tableWith(0), now, budget, source: script(said), body });
  expect(text).toContain('your budget for a whole day is 50 tokens');
  expect(headers).not.toHaveProperty('retry-after');
});

test('an answer whose time is over before the table has answered asks no model, and is charged nothing', async () => {
  const memory = memoryTable();
  const seen: Seen = {};
  const slow: Table = {
    ...memory,
    async change(...asked) {
      await sleep(150);
      return memory.change(...asked);
    },
  };
  const answer = await askHeld({ table: slow, now, budget: day(2_000), source: script(said, seen), remainingMs: 50 });
  expect([answer.status, seen.question]).toEqual([504, undefined]);
  expect(answer.record).not.toHaveProperty('chargedTokens');
  const account = memory.look(accountOfAnyone);
  expect([account['20261127.tokens'], heldIn(account)]).toEqual([0, []]);
});

test('what is left is what the next request will find: a reservation whose time is up holds nothing', async () => {
  const table = memoryTable();
  await table.put(accountOfAnyone, {
    '20261127.tokens': 900,
    '202611.tokens': 900,
    'held.a': `20261127 900 0 7 0 ${noon}`,
  });
  const config = { ...testConfig, plans: { '': { budget: day(1_000) } } };
  expect(await openBudgets(table, config, now).read(anyone)).toMatchObject({
    day: { tokens: { limit: 1_000, used: 7, held: 0, left: 993 } },
  });
});

describe('what an answer is charged', () => {
  const failed = (kind: 'throttled' | 'stalled' | 'disconnected'): ChatEvent => ({
    type: 'failure',
    failure: new Failure(kind, 'lost'),
  });
  const priced = (model: string): ChatEvent => ({ type: 'usage', model, usage: { input: 30, output: 20, total: 50 } });
  const block: ChatEvent = { type: 'block-start', index: 0, block: { kind: 'text' } };

  test.each<[what: string, steps: readonly ChatEvent[], record: object]>([
    ['its usage', [start, priced('haiku'), stop], { chargedTokens: 50, costUsd: 0.000_13, isEstimated: false }],
    [
      'all usage of several models, each by its own price',
      [start, priced('haiku'), priced('haiku'), stop],
      { chargedTokens: 100, costUsd: 0.000_26, isEstimated: false },
    ],
    [
      'the prompt’s cached tokens, too',
      [
        start,
        { type: 'usage', model: 'haiku', usage: { input: 3, output: 2, total: 105, cacheRead: 60, cacheWrite: 40 } },
        stop,
      ],
      { chargedTokens: 105, costUsd: 0.000_069, isEstimated: false },
    ],
    [
      'tokens alone, where a price is not known',
      [start, priced('nova'), stop],
      { chargedTokens: 50, isEstimated: false },
    ],
    ['nothing, when its model refused', [failed('throttled')], { chargedTokens: 0, costUsd: 0, isEstimated: false }],
    [
      'nothing, when it broke before its first event',
      [failed('disconnected')],
      { chargedTokens: 0, isEstimated: false },
    ],
    ['its prompt, when its model was silent', [failed('stalled')], { chargedTokens: 28, isEstimated: true }],
    [
      'its prompt and what was written, when it broke in the middle',
      [start, block, delta('x'.repeat(400)), failed('disconnected')],
      { chargedTokens: 162, costUsd: 0.000_698, isEstimated: true },
    ],
    [
      'by bytes of UTF-8: Japanese has more tokens than characters of English',
      [start, block, delta('日'.repeat(400)), failed('disconnected')],
      { chargedTokens: 428, isEstimated: true },
    ],
    [
      'by the fallback’s price, when that broke in the middle',
      [{ ...start, servedBy: 'nova' } as ChatEvent, block, delta('x'.repeat(400)), failed('disconnected')],
      { chargedTokens: 162, isEstimated: true },
    ],
  ])('%s', async (_what, steps, record) => {
    const table = memoryTable();
    const answer = await askHeld({ table, now, source: script(steps) });
    expect(answer.record).toMatchObject(record);
    const account = table.look(accountOfAnyone);
    expect(account).toMatchObject({ '20261127.tokens': answer.record?.chargedTokens });
    expect(account['202611.nanoUsd']).toBe(Math.round((answer.record?.costUsd ?? 0) * 1e9));
    expect(heldIn(account)).toEqual([]);
  });

  test('what was said, when the caller left', async () => {
    const table = memoryTable();
    const source = script([start, block, delta('x'.repeat(400)), 600_000, stop]);
    const { record } = await askHeld({ table, now, source, isLeaving: true });
    expect(record).toMatchObject({ endReason: 'cancelled', isEstimated: true });
    expect([28, 162]).toContain(record?.chargedTokens);
    expect(heldIn(table.look(accountOfAnyone))).toEqual([]);
  });

  test('is told at the end: what is left then, not what was held at the start', async () => {
    const table = memoryTable();
    const told = [{ ...start, headers: { 'x-rivulet-sources': '0' } }, ...said.slice(1)];
    const { text, headers } = await askHeld({ table, now, budget: day(2_000), source: script(told) });
    expect(headers, 'beside what others tell').toMatchObject({ 'x-rivulet-sources': '0' });
    expect(text).toMatch(/event: done\n.*"tokens":\{"limit":2000,"used":5,"held":0,"left":1995\}/);
    expect(headers).toMatchObject({ 'x-ratelimit-limit-tokens': '2000' });
    expect(table.look(accountOfAnyone)['20261127.tokens']).toBe(5);
  });
});

describe('over midnight', () => {
  test('the answer counts to the day on which it began, and the end tells of the new one', async () => {
    const table = memoryTable();
    let at = Date.UTC(2026, 10, 30, 23, 59, 59);
    const source = script([start, delta('a'), 50, usage, stop]);
    const asked = askHeld({
      table,
      now: () => at,
      budget: { day: { tokens: 2_000 }, month: { tokens: 9_000 } },
      source,
    });
    await sleep(25);
    at += 2_000;
    const { text } = await asked;
    expect(table.look(accountOfAnyone)).toMatchObject({ '20261130.tokens': 5, '202611.tokens': 5 });
    expect(text).toMatch(/event: done\n.*"resetsAt":"2026-12-02T00:00:00Z","tokens":\{"limit":2000,"used":0,"held":0/);
  });
});

describe('a table that fails', () => {
  const phases: readonly (readonly [when: string, fates: readonly Fate[], isCharged: boolean])[] = [
    ['before the answer', ['gone'], true],
    ['before the answer, though it had reserved', ['lost'], true],
    ['at the end', ['well', 'gone'], false],
    ['at the end, though it had settled', ['well', 'lost'], true],
    ['all the time', ['gone', 'gone', 'gone'], false],
  ];

  test.each(phases)('%s, with budgetFailure open: the answer is whole', async (_when, fates, isCharged) => {
    const memory = memoryTable();
    const next = [...fates];
    const table = faultyTable(memory, () => next.shift() ?? 'well');
    const answer = await askHeld({ table, now, budget: day(2_000), budgetFailure: 'open', source: script(said) });
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('event: done')]);
    const account = memory.look(accountOfAnyone);
    const isUnsettled = fates.at(-1) !== 'well' && fates.length > 1 ? true : undefined;
    expect([answer.record?.isUnsettled, answer.record?.chargedTokens]).toEqual([isUnsettled, 5]);
    if (isCharged) expect([account['20261127.tokens'], heldIn(account)]).toEqual([5, []]);
  });

  test.each(phases)(
    '%s, with budgetFailure closed: what has begun goes on, what has not is refused',
    async (_when, fates) => {
      const memory = memoryTable();
      const next = [...fates];
      const table = faultyTable(memory, () => next.shift() ?? 'well');
      const seen: Seen = {};
      const answer = await askHeld({ table, now, budget: day(2_000), source: script(said, seen) });
      if (fates[0] === 'well') {
        expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('event: done')]);
        expect(answer.record).toMatchObject({ isUnsettled: true, chargedTokens: 5 });
        return;
      }
      expect([answer.status, seen.question]).toEqual([503, undefined]);
      expect(JSON.parse(answer.text).error).toMatchObject({ kind: 'budget-unknown' });
      expect(answer.headers).toMatchObject({ 'retry-after': '2', 'x-should-retry': 'true' });
      expect(answer.text, 'nothing of why').not.toMatch(/gone|lost/);
      // Also where the reservation was carried out and nobody had heard of it.
      const account = memory.look(accountOfAnyone);
      expect([account['20261127.tokens'] ?? 0, heldIn(account)]).toEqual([0, []]);
    },
  );

  test('what could not be settled ends by itself: the next answer charges its floor', async () => {
    const memory = memoryTable();
    let at = noon;
    let isGone = false;
    const table = faultyTable(memory, () => (isGone ? 'gone' : 'well'));
    const asking = { table, now: () => at, budget: day(2_000) };
    const first = await askHeld({
      ...asking,
      async *source() {
        yield* said;
        isGone = true;
      },
    });
    expect(first.record?.isUnsettled).toBe(true);
    isGone = false;
    expect(heldIn(memory.look(accountOfAnyone))).toHaveLength(1);
    at += 900_000 + 15_000;
    await askHeld({ ...asking, source: script(said) });
    const account = memory.look(accountOfAnyone);
    expect([account['20261127.tokens'], heldIn(account)]).toEqual([28 + 5, []]);
  });

  test('by silence: the log says that nothing was settled, as for any other failure', async () => {
    const memory = memoryTable();
    let isSilent = false;
    // As long as the client's two tries of 500 ms, with the pause between them.
    const change: Table['change'] = async (...asked) => {
      if (!isSilent) return memory.change(...asked);
      await sleep(1_050);
      throw new Error('silent');
    };
    const answer = await askHeld({
      table: { ...memory, change },
      now,
      async *source() {
        yield* said;
        isSilent = true;
      },
    });
    expect(answer.text).toContain('event: done');
    expect(answer.record).toMatchObject({ isUnsettled: true, chargedTokens: 5 });
  });

  test('when it can’t end what others left: its own is settled, and the log does not say otherwise', async () => {
    const memory = await tableWith(0, 0);
    await memory.put(accountOfAnyone, {
      'held.dead': `20261127 5 0 1 0 ${noon}`,
      '20261127.tokens': 5,
      '202611.tokens': 5,
    });
    const fates: Fate[] = ['well', 'well', 'gone'];
    const table = faultyTable(memory, () => fates.shift() ?? 'well');
    const { record } = await askHeld({ table, now, source: script(said) });
    expect([fates, record?.isUnsettled]).toEqual([[], undefined]);
    expect(heldIn(memory.look(accountOfAnyone))).toEqual(['held.dead']);
  });
});

test.each<[when: string, fates: readonly Fate[], noted: readonly (true | undefined)[]]>([
  ['never', [], [undefined, undefined]],
  ['for cancel alone', ['well', 'gone'], [undefined, true]],
  ['for all after the reservation', ['well', 'gone', 'gone', 'gone'], [true, true]],
])(
  'with cancel, too, and a table that fails %s, the answer is whole and the log says what was not done',
  async (_when, fates, noted) => {
    const memory = memoryTable();
    const next = [...fates];
    const table = faultyTable(memory, () => next.shift() ?? 'well');
    const answer = await askHeld({ table, now, budget: day(2_000), isCancellable: true, source: script(said) });
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('event: done')]);
    expect([answer.record?.isUnsettled, answer.record?.isUncancellable]).toEqual(noted);
  },
);
