import type { Budget } from '../access/plans.ts';
import type { BudgetLeft, Left } from '../chat/budget-left.ts';
import type { Item } from '../table/item.ts';
import {
  type Counter,
  countersOf,
  heldOf,
  limitOf,
  limitsOf,
  type Measure,
  takenOf,
  withoutOver,
} from './ledger/account.ts';
import { endOf, type WindowKind, windowKinds, windowsAt } from './ledger/windows.ts';

/** What is left of a budget, as the account says. Nothing where the caller has no limit. */
export function leftOf(account: Item, plan: Budget, now: number): BudgetLeft | undefined {
  const item = withoutOver(account, now);
  const windows = windowsAt(now);
  const counters = countersOf(windows).flatMap((counter) => {
    const limit = limitOf(plan, limitsOf(item), counter);
    if (limit === undefined) return [];
    const held = heldOf(item, counter, windows);
    return [{ ...counter, left: toLeft(limit, takenOf(item, counter) - held, held, counter) }];
  });
  if (counters.length === 0) return undefined;
  const ofWindow = (kind: WindowKind) => {
    const own = counters.filter((counter) => counter.kind === kind);
    const measured = own.map(({ measure, left }) => [units[measure], left] as const);
    return own.length === 0 ? [] : [[kind, { resetsAt: toTime(endOf(kind, now)), ...Object.fromEntries(measured) }]];
  };
  return Object.fromEntries(windowKinds.flatMap(ofWindow));
}

/** What each is called where people read it. */
export const units = { tokens: 'tokens', nanoUsd: 'usd' } as const satisfies Record<Measure, string>;

const nanoInUsd = 1_000_000_000;

function toLeft(limit: number, used: number, held: number, { measure }: Counter): Left {
  const unit = measure === 'tokens' ? 1 : nanoInUsd;
  const left = Math.max(0, limit - used - held);
  return { limit: limit / unit, used: used / unit, held: held / unit, left: left / unit };
}

/** RFC 3339, to the second. */
export function toTime(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
