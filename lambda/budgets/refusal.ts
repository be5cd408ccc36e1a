import type { Budget } from '../access/plans.ts';
import { Failure } from '../chat/failure.ts';
import type { Item } from '../table/item.ts';
import { countersOf, heldOf, limitOf, limitsOf, type Measure, type Reservation, takenOf } from './account.ts';
import { leftHeaders } from './left-headers.ts';
import { leftOf, toTime } from './left.ts';
import { endOf, type WindowKind, windowsOfDay } from './windows.ts';

/** An answer that runs soon gives back what it does not use. */
const heldSeconds = 2;

/** Why a request does not fit its caller's budget, and when it may. */
export function toRefusal(item: Item, plan: Budget, reservation: Reservation, now: number): Failure {
  const shortages = findShortages(item, plan, reservation);
  const budget = leftOf(item, plan, now);
  const details = budget ? { budget, headers: leftHeaders(budget, now) } : {};
  // The last to end: until then nothing else helps.
  const spent = shortages.findLast(({ spentOf, needed, limit }) => spentOf + needed > limit);
  const [{ measure = 'tokens', needed = 0 } = {}] = spent ? [spent] : shortages;
  const asked = `this request may use ${toWords(measure, needed)}`;
  if (!spent) {
    const message = `${asked}, and your other requests hold what is left of your budget: try again when they are done, or ask for fewer tokens`;
    return new Failure('budget-held', message, { ...details, retryAfterSeconds: heldSeconds });
  }
  const { kind, limit, spentOf } = spent;
  const whole = toWords(measure, limit);
  if (needed > limit) {
    const message = `${asked}, and your whole budget for a ${kind} is ${whole}: ask for fewer tokens, or shorten the prompt`;
    return new Failure('quota-exceeded', message, details);
  }
  const end = endOf(kind, now);
  const left = toWords(measure, Math.max(0, limit - spentOf));
  const message = `${asked}, and ${left} of ${windowWords[kind]} budget of ${whole} are left: ask for fewer tokens, or wait for the next one, which begins at ${toTime(end)}`;
  return new Failure('quota-exceeded', message, {
    ...details,
    retryAfterSeconds: Math.ceil((end - now) / 1000),
  });
}

const windowWords = { day: 'today’s', month: 'this month’s' } as const satisfies Record<WindowKind, string>;

/** A limit that a request does not fit. */
interface Shortage {
  readonly kind: WindowKind;
  readonly measure: Measure;
  readonly limit: number;
  readonly needed: number;
  /** What is used for good: the rest of what is taken is held. */
  readonly spentOf: number;
}

function findShortages(item: Item, plan: Budget, { day, most }: Reservation): readonly Shortage[] {
  const windows = windowsOfDay(day);
  return countersOf(windows).flatMap((counter) => {
    const { kind, measure } = counter;
    const limit = limitOf(plan, limitsOf(item), counter);
    const taken = takenOf(item, counter);
    const needed = most[measure];
    if (limit === undefined || taken + needed <= limit) return [];
    return [{ kind, measure, limit, needed, spentOf: taken - heldOf(item, counter, windows) }];
  });
}

function toWords(measure: Measure, amount: number): string {
  // Four decimals, the last one rounded up: nothing costs nothing.
  return measure === 'tokens' ? `${amount} tokens` : `$${Math.ceil(amount / 100_000) / 10_000}`;
}
