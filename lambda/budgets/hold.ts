import { randomBytes } from 'node:crypto';
import { type Budget, planOf } from '../access/plans.ts';
import { around } from '../around.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { Config } from '../config.ts';
import type { Question, Source } from '../source.ts';
import type { Item } from '../table/item.ts';
import { within } from '../time/within.ts';
import { afterwards, type Reservation } from './ledger/account.ts';
import { type Charge, meter, type Prices } from './charge/meter.ts';
import type { Ledger } from './ledger/ledger.ts';
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
  const { caller, model, note } = question;
  const reservation = toReservation(question, { config, prices, now });
  const used = meter(prices, { alias: model.alias, promptTokens: reservation.floor.tokens });
  const reserving = ledger.reserve(caller.id, plan, reservation).then(
    (reserved) => reserved,
    (error: unknown) => ({ failure: unknownBudget(error) }),
  );
  /** With the reservation in it; none where the table could not be asked. */
  let account: Item | undefined;

  async function ask(): Promise<AsyncIterable<ChatEvent>> {
    const reserved = await reserving;
    if ('failure' in reserved) {
      if (config.budgetFailure === 'closed') throw reserved.failure;
    } else if (reserved.isMade) account = reserved.item;
    else throw toRefusal(reserved.item, plan, reservation, now());
    used.ask();
    return inner(question);
  }

  async function settle(charge: Charge): Promise<void> {
    const reserved = await reserving;
    if ('failure' in reserved && charge.tokens > 0) await ledger.charge(caller.id, reservation, charge);
    // Also where its answer was lost: it may be there.
    else await ledger.settle(caller.id, reservation, charge, account);
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
      if ('isMade' in reserved && !reserved.isMade) return;
      const charge = used.charge();
      const { tokens: chargedTokens, costUsd, isEstimated } = charge;
      note({ chargedTokens, isEstimated, ...(costUsd !== undefined && { costUsd }) });
      const settled = settle(charge).then(
        () => true,
        () => false,
      );
      if ((await within(settlingMs, settled)) !== true) note({ isUnsettled: true });
      // Those of others: whoever comes next ends them, if it can't.
      if (account) await ledger.reclaim(caller.id, account).catch(() => undefined);
    },
  });
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
