import type { Key, Query } from '../table/table.ts';

/** What is kept is kept for 13 months, so that a month can be compared with that of the year before. */
const keptDays = 400;
const dayMs = 86_400_000;

/** 2026-11-28, in UTC. */
export function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** In seconds since 1970, when DynamoDB may delete what was counted on a day. */
export function expiresAt(ms: number): number {
  return Math.ceil((ms + keptDays * dayMs) / 1000);
}

/** One caller's own. */
export function ownKey(caller: string, day: string, name: string): Key {
  return { pk: ofCaller(caller), sk: `${day}#${name}` };
}

/** The same among everybody's, a partition for each month. No caller's id has a space. */
export function sharedKey(caller: string, day: string, name: string): Key {
  return { pk: ofMonth(day), sk: `${day}#${caller}#${name}` };
}

export function ownQueries(caller: string, from: string, to: string): readonly Query[] {
  return [{ pk: ofCaller(caller), between: between(from, to) }];
}

export function sharedQueries(from: string, to: string): readonly Query[] {
  return monthsBetween(from, to).map((month) => ({ pk: ofMonth(month), between: between(from, to) }));
}

const ofCaller = (caller: string) => `usage#${caller}`;
const ofMonth = (day: string) => `usage#all ${day.slice(0, 7)}`;

/** `~` comes behind each character of a name or an id. */
function between(from: string, to: string): readonly [string, string] {
  return [`${from}#`, `${to}#~`];
}

function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  const at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
  for (; toDay(at.getTime()) <= to; at.setUTCMonth(at.getUTCMonth() + 1)) months.push(toDay(at.getTime()).slice(0, 7));
  return months;
}
