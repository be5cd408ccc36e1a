import type { Budget } from '../access/plans.ts';
import { nameOf } from '../chat/as-failure.ts';
import { Failure } from '../chat/failure.ts';
import type { Item } from '../table/item.ts';
import { countersOf, heldOf, limitOf, limitsOf, type Measure, type Reservation, takenOf } from './ledger/account.ts';
import { leftHeaders } from './left-headers.ts';
import { leftOf, toTime } from './left.ts';
import { endOf, type WindowKind, windowsOfDay } from './ledger/windows.ts';

/** An answer that runs soon gives back what it does not use; a table is soon back. */
const soonSeconds = 2;

/** What does not fit. `hasDocuments`: what is found in them is in its prompt, which its caller can't shorten. */
type Refused = Reservation & { readonly hasDocuments: boolean };

/** Why a request does not fit its caller's budget, and when it may. */
export function toRefusal(item: Item, plan: Budget, reservation: Refused, now: number): Failure {
  const budget = leftOf(item, plan, now);
  const details = budget ? { budget, headers: leftHeaders(budget, now) } : {};
  const shortages = findShortages(item, plan, reservation);
  const never = shortages.find(({ limit, needed }) => needed > limit);
  // The last to end: until then nothing else helps.
  const spent = never ?? shortages.findLast(({ left, needed }) => needed > left);
  if (!spent) {
    const message = 'your other requests hold what is left of your budget: try again when they are done';
    return new Failure('budget-held', message, { ...details, retryAfterSeconds: soonSeconds });
  }
  const { kind, measure, limit, left, needed } = spent;
  const documents = reservation.hasDocuments ? ', with what is found in its documents' : '';
  const asked = `this request may use up to ${toWords(measure, needed)}${documents}`;
  const whole = toWords(measure, limit);
  if (needed > limit) {
    const message = `${asked}, and your budget for a whole ${kind} is ${whole}: ask for fewer tokens, or send less text`;
    return new Failure('quota-exceeded', message, details);
  }
  const end = endOf(kind, now);
  const message = `${asked}, and ${toWords(measure, left)} of your ${whole} for ${windowWords[kind]} are left: ask for fewer tokens, or try again after ${toTime(end)}`;
  return new Failure('quota-exceeded', message, { ...details, retryAfterSeconds: Math.ceil((end - now) / 1000) });
}

/** Where the table can't be asked. */
export function unknownBudget(error: unknown): Failure {
  return new Failure('budget-unknown', 'your budget could not be looked up: try again', {
    upstream: nameOf(error),
    retryAfterSeconds: soonSeconds,
  });
}

const windowWords = { day: 'today', month: 'this month' } as const satisfies Record<WindowKind, string>;

/** A limit that a request does not fit while others run. */
interface Shortage {
  readonly kind: WindowKind;
  readonly measure: Measure;
  readonly limit: number;
  readonly needed: number;
  /** Once they have given back all that they hold. */
  readonly left: number;
}

function findShortages(item: Item, plan: Budget, { day, most }: Reservation): readonly Shortage[] {
  const windows = windowsOfDay(day);
  return countersOf(windows).flatMap((counter) => {
    const { kind, measure } = counter;
    const limit = limitOf(plan, limitsOf(item), counter);
    const taken = takenOf(item, counter);
    const needed = most[measure];
    if (limit === undefined || taken + needed <= limit) return [];
    return [{ kind, measure, limit, needed, left: Math.max(0, limit - taken + heldOf(item, counter, windows)) }];
  });
}

function toWords(measure: Measure, amount: number): string {
  // Four decimals, the last one rounded up: only nothing is nothing.
  return measure === 'tokens' ? `${amount} tokens` : `$${Math.ceil(amount / 100_000) / 10_000}`;
}
