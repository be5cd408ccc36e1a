import { planOf } from '../access/plans.ts';
import type { Config } from '../config.ts';
import type { Incoming } from '../http/incoming.ts';
import type { TextReply } from '../http/respond.ts';
import { pricesOf } from '../models/prices-of.ts';
import type { RequestRecord } from '../observe/request-record.ts';
import { toCostUsd } from '../observe/to-cost-usd.ts';
import { toJson } from '../read/to-json.ts';
import type { Table } from '../table/table.ts';
import { within } from '../time/within.ts';
import { toChange } from './count.ts';
import { ownKey, ownQueries, sharedKey, sharedQueries, toDay } from './keys.ts';
import { readDays } from './read-days.ts';
import { readRange } from './read-range.ts';

/** What callers used, day by day and name by name. */
export interface Days {
  /** Adds a request that was asked of a name; whether it is counted. It comes after the answer, which does not wait for it. */
  readonly add: (record: RequestRecord) => Promise<boolean>;
  /** `GET /usage`: the caller's own, or everybody's where its plan sees all. */
  readonly reply: (incoming: Incoming) => Promise<TextReply>;
}

/** As for budgets (budgets/hold.ts): then the log is written. */
const addingMs = 900;

export function openDays(table: Table, config: Config, now: () => number = Date.now): Days {
  const prices = pricesOf(config);
  // Only where somebody may see everybody's is it kept for everybody together.
  const isShared = Object.values(config.plans).some(({ seesUsage }) => seesUsage === 'all');

  return {
    async add(record) {
      const { caller, model, epochMs, usages = [], costUsd = toCostUsd(usages, prices) } = record;
      // Neither what asks no model, nor what only counts a prompt.
      if (model === undefined || record.operation === 'count-tokens') return true;
      const day = toDay(epochMs);
      const change = toChange(record, costUsd, now());
      const keys = [ownKey(caller, day, model), ...(isShared ? [sharedKey(caller, day, model)] : [])];
      const added = Promise.all(keys.map((key) => table.change(key, change))).then(
        () => true,
        () => false,
      );
      return (await within(addingMs, added)) === true;
    },

    async reply({ caller, query }) {
      const seesAll = planOf(config.plans, caller).seesUsage === 'all';
      const { from, to, isOwn } = readRange(query, seesAll, now());
      const queries = isOwn ? ownQueries(caller.id, from, to) : sharedQueries(from, to);
      const days = await readDays(table, queries, { isOwn });
      const body = toJson({ from, to, ...(seesAll && { of: isOwn ? 'me' : 'all' }), days });
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    },
  };
}
