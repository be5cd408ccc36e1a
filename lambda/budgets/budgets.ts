import type { Caller } from '../access/caller.ts';
import { planOf } from '../access/plans.ts';
import type { BudgetLeft } from '../chat/budget-left.ts';
import type { Config } from '../config.ts';
import { pricesOf } from '../models/prices-of.ts';
import type { Wrapper } from '../source.ts';
import type { Table } from '../table/table.ts';
import { hold } from './hold.ts';
import { openLedger } from './ledger/ledger.ts';
import { leftOf } from './left.ts';

export interface Budgets {
  /** Holds each caller to its budget. */
  readonly wrapper: Wrapper;
  /** What is left of a caller's budget, if it has one, and if the table can be asked. */
  readonly read: (caller: Caller) => Promise<BudgetLeft | undefined>;
}

export function openBudgets(table: Table, config: Config, now: () => number = Date.now): Budgets {
  const ledger = openLedger(table, now);
  const holding = { ledger, config, now, prices: pricesOf(config) };
  return {
    wrapper: (inner) => (question) => {
      const { budget: plan } = planOf(config.plans, question.caller);
      return plan ? hold(inner, question, plan, holding) : inner(question);
    },
    async read(caller) {
      const { budget: plan } = planOf(config.plans, caller);
      if (!plan) return undefined;
      // What else the caller wants to know is worth more than this.
      const account = await ledger.read(caller.id).catch(() => undefined);
      return account && leftOf(account, plan, now());
    },
  };
}
