import type { Budget } from '../../access/plans.ts';
import type { Item } from '../../table/item.ts';
import type { Key } from '../../table/table.ts';
import { isOver, type WindowKind, windowKinds, type Windows, windowsOfDay } from './windows.ts';

/** What an answer uses, or may use at most. */
export type Amounts = Readonly<Record<Measure, number>>;

export const measures = ['tokens', 'nanoUsd'] as const;
export type Measure = (typeof measures)[number];

/**
 * One caller's item:
 *
 *     20261127.tokens, 20261127.nanoUsd    what is used and held of the day
 *     202611.tokens, 202611.nanoUsd        and of the month
 *     held.3kTq…                           one reservation: "20261127 4180 20900000 84 420000 1764240000000"
 *     plan                                 the budget of the caller's plan, as JSON, for whoever reads the account
 *     limits                               what the caller may use instead of it, as JSON
 */
export function accountKey(caller: string): Key {
  return { pk: `budget#${caller}`, sk: 'account' };
}

export const limitsAttribute = 'limits';
export const planAttribute = 'plan';

/** What one request holds until it is settled. */
export interface Reservation {
  readonly id: string;
  /** The day that it counts to, and with it the month. */
  readonly day: string;
  readonly most: Amounts;
  /** What is charged when nobody settles it. */
  readonly floor: Amounts;
  /** When that happens: from then on its request is given up. */
  readonly until: number;
}

const prefix = 'held.';

export function reservationAttribute({ id }: Pick<Reservation, 'id'>): string {
  return `${prefix}${id}`;
}

/** Short: an update costs by the kilobytes of its item. */
export function writeReservation({ day, most, floor, until }: Reservation): string {
  return [day, most.tokens, most.nanoUsd, floor.tokens, floor.nanoUsd, until].join(' ');
}

export function readReservations(item: Item): readonly Reservation[] {
  return Object.entries(item).flatMap(([name, written]) => {
    if (!name.startsWith(prefix) || typeof written !== 'string') return [];
    const [day = '', ...rest] = written.split(' ');
    const [tokens = 0, nanoUsd = 0, floorTokens = 0, floorNanoUsd = 0, until = 0] = rest.map(Number);
    return [
      {
        id: name.slice(prefix.length),
        day,
        most: { tokens, nanoUsd },
        floor: { tokens: floorTokens, nanoUsd: floorNanoUsd },
        until,
      },
    ];
  });
}

/** Those whose time is up. */
export function overReservations(item: Item, now: number): readonly Reservation[] {
  return readReservations(item).filter(({ until }) => until <= now);
}

export function findReservation(item: Item, { id }: Pick<Reservation, 'id'>): Reservation | undefined {
  return readReservations(item).find((reservation) => reservation.id === id);
}

/** One number of the account: of one window, in tokens or money. */
export interface Counter {
  readonly kind: WindowKind;
  readonly measure: Measure;
  readonly attribute: string;
}

export function countersOf(windows: Windows): readonly Counter[] {
  return windowKinds.flatMap((kind) =>
    measures.map((measure) => ({ kind, measure, attribute: `${windows[kind]}.${measure}` })),
  );
}

/** The counters of windows that no answer can count to any more. */
export function oldCounters(item: Item, now: number): readonly string[] {
  return Object.keys(item).filter((name) => /^\d+\./.test(name) && isOver(name.split('.')[0] ?? '', now));
}

/** What is used and held of a counter. */
export function takenOf(item: Item, { attribute }: Counter): number {
  return Number(new Map(Object.entries(item)).get(attribute) ?? 0);
}

/** What of it is held, by requests that still run. */
export function heldOf(item: Item, { kind, measure }: Counter, windows: Windows): number {
  const held = readReservations(item).filter(({ day }) => windowsOfDay(day)[kind] === windows[kind]);
  return held.reduce((sum, { most }) => sum + most[measure], 0);
}

/** The account when a reservation will be settled. */
export function afterwards(item: Item, reservation: Reservation, used: Amounts): Item {
  const { [reservationAttribute(reservation)]: _settled, ...rest } = item;
  const counted = countersOf(windowsOfDay(reservation.day)).map((counter) => {
    const { attribute, measure } = counter;
    return [attribute, takenOf(item, counter) + used[measure] - reservation.most[measure]];
  });
  return { ...rest, ...Object.fromEntries(counted) };
}

/** The account as the caller's next request will find it: whoever meets a reservation after its time charges its floor. */
export function withoutOver(item: Item, now: number): Item {
  return overReservations(item, now).reduce((account, over) => afterwards(account, over, over.floor), item);
}

/** What a caller may use: what its account says, else its plan. `null` in the account: no limit. */
export function limitOf(plan: Budget, limits: string | undefined, { kind, measure }: Counter): number | undefined {
  const own: OwnLimits = limits === undefined ? {} : JSON.parse(limits);
  const limit = own[kind]?.[measure];
  return limit === undefined ? plan[kind]?.[measure] : (limit ?? undefined);
}

/** As the account keeps them. */
export type OwnLimits = Readonly<Partial<Record<WindowKind, Readonly<Partial<Record<Measure, number | null>>>>>>;

export function limitsOf(item: Item): string | undefined {
  const limits = item[limitsAttribute];
  return typeof limits === 'string' ? limits : undefined;
}
