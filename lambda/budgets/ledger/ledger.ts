import type { Budget } from '../../access/plans.ts';
import type { Item } from '../../table/item.ts';
import { nameOf } from '../../chat/as-failure.ts';
import type { Changed, Table } from '../../table/table.ts';
import {
  accountKey,
  type Amounts,
  findReservation,
  limitsOf,
  oldCounters,
  overReservations,
  type Reservation,
} from './account.ts';
import { reserving, settling } from './changes.ts';
import { recentLimits } from './recent-limits.ts';

/** Whether a reservation is made, and the account: with it, or without it as it is. */
export interface Reserved {
  readonly isMade: boolean;
  readonly item: Item;
}

/**
 * What callers use, in one item for each. Before an answer begins, the most that it may use is reserved, by one conditional
 * update: so many requests at once can't use more than is left (LiteLLM#34732 checks first and spends later). When it is
 * over, what it did not use is given back, once. A reservation that nobody settles, because its environment was killed,
 * ends by itself: whoever meets it after its time charges its floor instead.
 */
export interface Ledger {
  /** Rejects when the table can't be asked. The same reservation again changes nothing. */
  readonly reserve: (caller: string, plan: Budget, reservation: Reservation) => Promise<Reserved>;
  /**
   * Charges what was used. Once: after that, and after its time is up, it changes nothing. Counters of windows that are over,
   * as `item` shows them, go with it.
   */
  readonly settle: (caller: string, reservation: Reservation, used: Amounts, item?: Item) => Promise<void>;
  /** Charges what was used without a reservation, since the table could not be asked for one in time. */
  readonly charge: (caller: string, reservation: Reservation, used: Amounts) => Promise<void>;
  /** Ends reservations whose time is up, some at a time. */
  readonly reclaim: (caller: string, item: Item) => Promise<void>;
  readonly read: (caller: string) => Promise<Item>;
}

/** Each try more needs something that has changed meanwhile: a caller's limits, or a reservation that is over. */
const maxTries = 5;

export function openLedger(table: Table, now: () => number = Date.now): Ledger {
  /** What each caller's account said last that it may use. The condition says whether it still does. */
  const known = recentLimits();

  async function settle(caller: string, reservation: Reservation, used: Amounts, item: Item = {}): Promise<void> {
    await table.change(accountKey(caller), settling([{ reservation, used }], oldCounters(item, now())));
  }

  /** One update for some of them, whoever else does the same: many that are over must not become as many calls of each request. */
  async function reclaim(caller: string, item: Item): Promise<void> {
    const over = overReservations(item, now()).slice(0, maxReclaimed);
    if (over.length === 0) return;
    await table.change(
      accountKey(caller),
      settling(over.map((reservation) => ({ reservation, used: reservation.floor }))),
    );
  }

  /** An item that is full takes no reservation, but can be read, and emptied. */
  async function change(caller: string, reservation: Reservation, plan: Budget, limits?: string): Promise<Changed> {
    try {
      return await table.change(accountKey(caller), reserving(reservation, plan, limits));
    } catch (error) {
      if (nameOf(error) !== 'ValidationException') throw error;
      return { isDone: false, item: await table.get(accountKey(caller)) };
    }
  }

  async function reserve(caller: string, plan: Budget, reservation: Reservation): Promise<Reserved> {
    for (let tries = 1; ; tries += 1) {
      const limits = known.get(caller);
      const { isDone, item } = await change(caller, reservation, plan, limits);
      // It may be there, though not by this try: the answer of an earlier one was lost.
      if (isDone || findReservation(item, reservation)) return { isMade: true, item };
      const hasOthers = limitsOf(item) !== limits;
      known.set(caller, limitsOf(item));
      const isStale = overReservations(item, now()).length > 0;
      // What is refused is refused, though they can't be ended now.
      if (isStale) await reclaim(caller, item).catch(() => undefined);
      if (tries === maxTries || (!hasOthers && !isStale)) return { isMade: false, item };
    }
  }

  return {
    reserve,
    settle,
    reclaim,
    async charge(caller, reservation, used) {
      // As a reservation first: so a lost answer, asked again, is charged once.
      const whole = { ...reservation, most: used, floor: used };
      const { item } = await table.change(accountKey(caller), reserving(whole));
      // The one that was thought lost may be there.
      const made = findReservation(item, reservation);
      if (made) await settle(caller, made, used);
    },
    read: (caller) => table.get(accountKey(caller)),
  };
}

/** As many as fit one expression with room to spare: DynamoDB allows 4 kB. */
const maxReclaimed = 25;
