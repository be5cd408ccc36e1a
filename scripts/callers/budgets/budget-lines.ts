import type { Allowance, Budget } from '../../../lambda/access/plans.ts';
import {
  type Counter,
  countersOf,
  limitOf,
  limitsAttribute,
  limitsOf,
  type Measure,
  overReservations,
  planAttribute,
} from '../../../lambda/budgets/ledger/account.ts';
import { leftOf, units } from '../../../lambda/budgets/left.ts';
import { type WindowKind, windowsAt } from '../../../lambda/budgets/ledger/windows.ts';
import type { Item } from '../../../lambda/table/item.ts';
import { readOwnLimits } from './own-limits.ts';

/** A line for each limit: `day    tokens  20000 (plan)` */
export function toLimitLines(item: Item, now: number): string[] {
  return countersOf(windowsAt(now)).map((counter) => {
    const { kind, measure } = counter;
    return toLine(kind, measure, toLimitWords(item, counter));
  });
}

/** A line for each counter: `today       tokens  61 used, 0 held, 19939 left of 20000 (plan)` */
export function toBudgetLines(item: Item, now: number): string[] {
  const { [limitsAttribute]: _limits, ...account } = item;
  // Without a limit nothing is left to tell, but what is used is.
  const budget = leftOf(account, toLimits(item, now), now);
  return countersOf(windowsAt(now)).flatMap((counter) => {
    const { kind, measure } = counter;
    const counted = budget?.[kind]?.[units[measure]];
    if (!counted) return [];
    const limit = toLimitWords(item, counter);
    const left = Number.isFinite(counted.limit) ? `${toNumber(counted.left)} left of ${limit}` : limit;
    const words = `${toNumber(counted.used)} used, ${toNumber(counted.held)} held, ${left}`;
    return [toLine(windowNames[kind], measure, words)];
  });
}

/** How many reservations were never settled: they hold nothing any more. */
export function countOver(item: Item, now: number): number {
  return overReservations(item, now).length;
}

export function isCounted(item: Item): boolean {
  return planAttribute in item;
}

const windowNames = { day: 'today', month: 'this month' } as const satisfies Record<WindowKind, string>;

function toLine(window: string, measure: Measure, words: string): string {
  return `${window.padEnd(windowNames.month.length)}  ${units[measure].padEnd(units.tokens.length)}  ${words}`;
}

function toLimitWords(item: Item, counter: Counter): string {
  const { kind, measure } = counter;
  const isOwn = readOwnLimits(item)[kind]?.[measure] !== undefined;
  if (!isOwn && !isCounted(item)) return 'limit as its plan says';
  const limit = limitOf(readPlan(item), limitsOf(item), counter);
  const words = limit === undefined ? 'no limit' : toNumber(measure === 'tokens' ? limit : limit / 1e9);
  return `${words} (${isOwn ? 'own' : 'plan'})`;
}

/** As its plan was at the caller's last request. */
function readPlan(item: Item): Budget {
  const plan = item[planAttribute];
  return typeof plan === 'string' ? JSON.parse(plan) : {};
}

/** What the caller may use, endless where it has no limit. */
function toLimits(item: Item, now: number): Budget {
  const counters = countersOf(windowsAt(now));
  const toAllowance = (asked: WindowKind): Allowance => {
    const own = counters.filter(({ kind }) => kind === asked);
    const limits = own.map((counter) => [
      counter.measure,
      limitOf(readPlan(item), limitsOf(item), counter) ?? Number.POSITIVE_INFINITY,
    ]);
    return Object.fromEntries(limits);
  };
  return { day: toAllowance('day'), month: toAllowance('month') };
}

/** As one would type it: never 1e-7. */
function toNumber(value: number): string {
  return value.toFixed(9).replace(/\.?0+$/, '');
}
