import type { Incoming } from '../http/incoming.ts';
import { invalid } from '../read/invalid.ts';
import { toDay } from './keys.ts';

interface Range {
  /** 2026-11-28, both ends included. */
  readonly from: string;
  readonly to: string;
  readonly isOwn: boolean;
}

const dayMs = 86_400_000;
const usualDays = 30;
const mostDays = 400;

/** The last thirty days, if nothing is said. */
export function readRange(query: Incoming['query'], seesAll: boolean, nowMs: number): Range {
  const { from: [askedFrom] = [], to: [askedTo] = [], of: [of = seesAll ? 'all' : 'me'] = [] } = query;
  const to = readDay('to', askedTo ?? toDay(nowMs));
  const from = readDay('from', askedFrom ?? toDay(Date.parse(to) - (usualDays - 1) * dayMs));
  if (from > to) throw invalid('from', 'must not be after to');
  if (Date.parse(to) - Date.parse(from) >= mostDays * dayMs)
    throw invalid('from', `must be at most ${mostDays} days before to: no more is kept`);
  // Where the caller is, tomorrow may have begun.
  if (Date.parse(to) > nowMs + dayMs) throw invalid('to', 'must not be later than tomorrow: days are in UTC');
  if (of !== 'me' && !(of === 'all' && seesAll))
    throw invalid('of', seesAll ? 'must be all or me' : 'must be me: your plan does not see the usage of others');
  return { from, to, isOwn: of === 'me' };
}

function readDay(field: string, text: string): string {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms) || toDay(ms) !== text) throw invalid(field, 'must be a day such as 2026-11-28');
  return text;
}
