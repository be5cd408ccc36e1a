import { expect, test } from 'vitest';
import type { Left } from '../../../lambda/chat/budget-left.ts';
import { toBudgetWords, withBudgetWords } from '../../../web/budget/budget-words.ts';
import { tellSpent } from '../../../web/budget/tell-spent.ts';
import words from '../../../web/words/words.json' with { type: 'json' };

const metMs = Date.parse('2026-11-27T20:00:00Z');
const toDayEnd = 4 * 3_600;
const toMonthEnd = toDayEnd + 3 * 86_400;
const left = (some: number): Left => ({ limit: 100, used: 100 - some, held: 0, left: some });
const day = (some: number) => ({ resetsAt: '2026-11-28T00:00:00Z', tokens: left(some) });
const month = (some: number) => ({ resetsAt: '2026-12-01T00:00:00Z', usd: left(some) });

const tell = (problem: object, at = metMs) =>
  tellSpent({ kind: 'quota-exceeded', ...problem }, at, { language: 'en', own: toBudgetWords('en') })?.[0];

test.each([
  ['Today’s budget is used up.', { budget: { day: day(0), month: month(50) }, retryAfterSeconds: toDayEnd }],
  ['This month’s budget is used up.', { budget: { day: day(9), month: month(0) }, retryAfterSeconds: toMonthEnd }],
  [
    'This question may need more than is left of today’s budget.',
    { budget: { day: day(1) }, retryAfterSeconds: toDayEnd },
  ],
  [
    'This question may need more than is left of this month’s budget.',
    { budget: { day: day(90), month: month(1) }, retryAfterSeconds: toMonthEnd },
  ],
  ['This question may need more than your whole budget.', { budget: { day: day(100) } }],
])('%s', (text, problem) => expect(tell(problem)).toBe(text));

test('on a month’s last day, when both end together, the one with less is told', () => {
  const resetsAt = '2026-12-01T00:00:00Z';
  const [atMs, retryAfterSeconds] = [Date.parse('2026-11-30T20:00:00Z'), toDayEnd];
  const today = { ...day(90), resetsAt };
  expect(tell({ budget: { day: today, month: month(0) }, retryAfterSeconds }, atMs)).toMatch(/month/);
  expect(tell({ budget: { day: { ...day(0), resetsAt }, month: month(9) }, retryAfterSeconds }, atMs)).toMatch(/Today/);
});

test('when the next begins is told in the person’s time', () => {
  const problem = { kind: 'quota-exceeded', budget: { day: day(0) }, retryAfterSeconds: toDayEnd } as const;
  const [, next] = tellSpent(problem, metMs, { language: 'en', own: toBudgetWords('en') }) ?? [];
  const time = new Date('2026-11-28T00:00:00Z');
  expect(next).toContain(time.toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' }));
});

test.each([
  ['API Gateway’s monthly quota, which says no budget', { kind: 'quota-exceeded' }],
  ['a budget that others hold', { kind: 'budget-held', budget: { day: day(9) }, retryAfterSeconds: 2 }],
] as const)('%s is told as any problem', (_what, problem) => {
  expect(tell(problem)).toBeUndefined();
  const speech = withBudgetWords({ language: 'en', words: words.en });
  expect(speech.words.problems[problem.kind]).toBeTypeOf('string');
});
