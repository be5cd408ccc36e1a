import { randomBytes } from 'node:crypto';
import { type Budget, planOf } from '../access/plans.ts';
import { around } from '../around.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { Config } from '../config.ts';
import type { Prices } from '../models/prices-of.ts';
import type { Noted, Question, Source } from '../source.ts';
import { TableError } from '../table/call.ts';
import type { Item } from '../table/item.ts';
import { within } from '../time/within.ts';
import { afterwards, type Amounts, type Reservation } from './ledger/account.ts';
import { askedAlias } from './charge/asked-alias.ts';
import { type Charge, meter } from './charge/meter.ts';
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
  const used = meter(prices, {
    alias: askedAlias(model),
    promptTokens: reservation.floor.tokens,
    isElsewhere: model.runtime !== undefined,
  });
  /** With the reservation in it; none where the table could not be asked. */
  let account: Item | undefined;

  /** Rejects with why the model is not asked. Then nothing is held any more. */
  async function reserve(): Promise<void> {
    const reserved = await toReserving(ledger.reserve(caller.id, plan, reservation));
    if (reserved.kind === 'refused')
      throw toRefusal(reserved.account, plan, { ...reservation, hasDocuments: model.knowledge !== undefined }, now());
    const failure =
      reserved.kind === 'unknown' && config.budgetFailure === 'closed' ? unknownBudget(reserved.error) : undefined;
    // The table may have taken longer than the answer may.
    if (failure || signal.aborted) {
      if (mayBeHeld(reserved)) await inTime(ledger.settle(caller.id, reservation, nothing));
      throw failure ?? signal.reason;
    }
    account = reserved.account;
  }

  return around(inner(question), {
    before: reserve(),

    see(event) {
      used.see(event);
      if (!account || (event.type !== 'message-start' && event.type !== 'message-stop')) return event;
      if (event.type === 'message-start') {
        return { ...event, headers: { ...event.headers, ...leftHeaders(leftOf(account, plan, now()), now()) } };
      }
      const budget = leftOf(afterwards(account, reservation, used.charge()), plan, now());
      return budget ? { ...event, budget } : event;
    },

    async after() {
      const charge = used.charge();
      note(toNoted(charge));
      const settling = account
        ? ledger.settle(caller.id, reservation, charge, account)
        : ledger.charge(caller.id, reservation, charge);
      if (!(await inTime(settling))) note({ isUnsettled: true });
      // Those of others: whoever comes next ends them, if it can't.
      if (account) await ledger.reclaim(caller.id, account).catch(() => undefined);
    },
  });
}

const nothing: Amounts = { tokens: 0, nanoUsd: 0 };

/** What came of asking the table for a reservation. */
type Reserving =
  | { readonly kind: 'made' | 'refused'; readonly account: Item }
  | { readonly kind: 'unknown'; readonly account?: undefined; readonly error: unknown };

async function toReserving(asked: Promise<Reserved>): Promise<Reserving> {
  try {
    const { isMade, item } = await asked;
    return { kind: isMade ? 'made' : 'refused', account: item };
  } catch (error) {
    return { kind: 'unknown', error };
  }
}

/** It may have been made all the same, if its answer was lost on the way. What DynamoDB refuses is not made. */
function mayBeHeld(reserved: Reserving): boolean {
  return reserved.kind === 'made' || (reserved.kind === 'unknown' && !(reserved.error instanceof TableError));
}

function toNoted({ tokens, costUsd, isEstimated }: Charge): Noted {
  return { chargedTokens: tokens, isEstimated, ...(costUsd !== undefined && { costUsd }) };
}

/** A little less than the handler waits for (time/keep-pace.ts): a table that is silent must be told to the log before that is written. */
const settlingMs = 900;

/** Whether it succeeded, in that time. */
async function inTime(settling: Promise<void>): Promise<boolean> {
  const settled = settling.then(
    () => true,
    () => false,
  );
  return (await within(settlingMs, settled)) === true;
}

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
