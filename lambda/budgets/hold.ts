import { randomBytes } from 'node:crypto';
import { type Budget, planOf } from '../access/plans.ts';
import { around } from '../around.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { Config } from '../config.ts';
import type { Question } from '../source.ts';
import type { Item } from '../table/item.ts';
import { within } from '../time/within.ts';
import { afterwards, type Reservation } from './account.ts';
import { type Charge, meter, type Prices } from './charge.ts';
import type { Ledger } from './ledger.ts';
import { leftHeaders } from './left-headers.ts';
import { leftOf } from './left.ts';
import { toRefusal, unknownBudget } from './refusal.ts';
import { windowsAt } from './windows.ts';
import { toWorstCase } from './worst-case.ts';

/** What every answer is held to its budget by. */
export interface Holding {
  readonly ledger: Ledger;
  readonly config: Config;
  readonly prices: Prices;
  readonly now: () => number;
}

/** An answer for which the most that it may use is reserved before its model is asked, and which is charged what it used. */
export function hold(
  answer: AsyncIterable<ChatEvent>,
  question: Question,
  plan: Budget,
  { ledger, config, prices, now }: Holding,
): AsyncIterable<ChatEvent> {
  const { caller, model, signal, note } = question;
  const reservation = toReservation(question, { config, prices, now });
  const used = meter(prices, { alias: model.alias, promptTokens: reservation.floor.tokens });
  /** With the reservation in it; none where the table could not be asked. */
  let account: Item | undefined;

  async function reserve(): Promise<void> {
    const reserved = await ledger.reserve(caller.id, plan, reservation).catch((error: unknown) => {
      if (config.budgetFailure === 'closed') throw unknownBudget(error);
    });
    if (reserved?.isMade === false) throw toRefusal(reserved.item, plan, reservation, now());
    account = reserved?.item;
    // Else the answer was over before the table had answered.
    if (!signal.aborted) used.ask();
  }

  function settle(charge: Charge): Promise<boolean> {
    const settling = account
      ? ledger.settle(caller.id, reservation, charge, account)
      : ledger.charge(caller.id, reservation, charge);
    return settling.then(
      () => true,
      () => false,
    );
  }

  return around(answer, {
    before: reserve(),

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
      const charge = used.charge();
      const { tokens: chargedTokens, costUsd, isEstimated } = charge;
      note({ chargedTokens, isEstimated, ...(costUsd !== undefined && { costUsd }) });
      const isSettled = await within(settlingMs, settle(charge));
      if (isSettled !== true) note({ isUnsettled: true });
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
