import { randomBytes } from 'node:crypto';
import { type Budget, planOf } from '../access/plans.ts';
import { around } from '../around.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { Config } from '../config.ts';
import type { Noted, Question, Source } from '../source.ts';
import { TableError } from '../table/call.ts';
import type { Item } from '../table/item.ts';
import { within } from '../time/within.ts';
import { afterwards, type Reservation } from './ledger/account.ts';
import { type Charge, meter, type Prices } from './charge/meter.ts';
import type { Ledger, Reserved } from './ledger/ledger.ts';
import { leftHeaders } from './left-headers.ts';
import { leftOf } from './left.ts';
import { toRefusal, unknownBudget } from './refusal.ts';
import { windowsAt } from './ledger/windows.ts';
import { toWorstCase } from './charge/worst-case.ts';

/** What every answer is held to its budget by. */
export interface Holding {
  readonly ledger: Ledger;
  readonly config: Config;
  readonly prices: Prices;
  readonly now: () => number;
}

/** An answer for which the most that it may use is reserved before its model is asked, and which is charged what it used. */
export function hold(
  inner: Source,
  question: Question,
  plan: Budget,
  { ledger, config, prices, now }: Holding,
): AsyncIterable<ChatEvent> {
  const { caller, model, signal, note } = question;
  const reservation = toReservation(question, { config, prices, now });
  const used = meter(prices, { alias: model.alias, promptTokens: reservation.floor.tokens });
  /** With the reservation in it; none where the table could not be asked. */
  let account: Item | undefined;
  const reserving = reserve(ledger.reserve(caller.id, plan, reservation));

  async function ask(): Promise<AsyncIterable<ChatEvent>> {
    const reserved = await reserving;
    if (reserved.kind === 'refused') throw toRefusal(reserved.account, plan, reservation, now());
    if (reserved.kind === 'unknown' && config.budgetFailure === 'closed') throw unknownBudget(reserved.error);
    // The table took longer than the answer may.
    if (signal.aborted) throw signal.reason;
    account = reserved.account;
    used.ask();
    return inner(question);
  }

  async function settle(charge: Charge): Promise<void> {
    const reserved = await reserving;
    if (reserved.kind !== 'unknown') await ledger.settle(caller.id, reservation, charge, reserved.account);
    else if (charge.tokens > 0) await ledger.charge(caller.id, reservation, charge);
    // It may have been made all the same, if its answer was lost on the way. What DynamoDB refuses is not made.
    else if (!(reserved.error instanceof TableError)) await ledger.settle(caller.id, reservation, charge);
  }

  return around(ask, {
    see(event) {
      used.see(event);
      if (!account || (event.type !== 'message-start' && event.type !== 'message-stop')) return event;
      if (event.type === 'message-start') {
        return { ...event, headers: leftHeaders(leftOf(account, plan, now()), now()) };
      }
      const budget = leftOf(afterwards(account, reservation, used.charge()), plan, now());
      return budget ? { ...event, budget } : event;
    },

    async after() {
      const reserved = await reserving;
      if (reserved.kind === 'refused') return;
      const charge = used.charge();
      if (used.wasAsked()) note(toNoted(charge));
      const settled = settle(charge).then(
        () => true,
        () => false,
      );
      if ((await within(settlingMs, settled)) !== true && used.wasAsked()) note({ isUnsettled: true });
      // Those of others: whoever comes next ends them, if it can't.
      if (reserved.kind === 'made') await ledger.reclaim(caller.id, reserved.account).catch(() => undefined);
    },
  });
}

/** What came of asking the table for a reservation. */
type Reserving =
  | { readonly kind: 'made' | 'refused'; readonly account: Item }
  | { readonly kind: 'unknown'; readonly account?: undefined; readonly error: unknown };

async function reserve(asked: Promise<Reserved>): Promise<Reserving> {
  try {
    const { isMade, item } = await asked;
    return { kind: isMade ? 'made' : 'refused', account: item };
  } catch (error) {
    return { kind: 'unknown', error };
  }
}

function toNoted({ tokens, costUsd, isEstimated }: Charge): Noted {
  return { chargedTokens: tokens, isEstimated, ...(costUsd !== undefined && { costUsd }) };
}

/** A little less than the handler waits for (time/keep-pace.ts): a table that is silent must be told to the log before that is written. */
const settlingMs = 900;

/** How much longer than the longest answer a reservation holds: for what is done after an answer, and for clocks that differ. */
const leaseMarginMs = 15_000;

function toReservation(question: Question, { config, prices, now }: Omit<Holding, 'ledger'>): Reservation {
  const { maxMs = Infinity } = planOf(config.plans, question.caller);
  return {
    // A request's own id may be its client's choice.
    id: randomBytes(9).toString('base64url'),
    day: windowsAt(now()).day,
    until: now() + Math.min(maxMs, config.integrationTimeoutMs) + leaseMarginMs,
    ...toWorstCase(question, prices, config.systemPrompt),
  };
}
