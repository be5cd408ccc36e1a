import type { Budget } from '../../access/plans.ts';
import type { Change } from '../../table/table.ts';
import {
  type Amounts,
  countersOf,
  limitOf,
  limitsAttribute,
  planAttribute,
  type Reservation,
  reservationAttribute,
  writeReservation,
} from './account.ts';
import { windowsOfDay } from './windows.ts';

/** Adds what a reservation holds, where all limits allow it. Without a plan, whatever they are. */
export function reserving(reservation: Reservation, plan?: Budget, limits?: string): Change {
  const expression = ['#held = :held'];
  const condition = ['attribute_not_exists(#held)'];
  const names: Record<string, string> = { '#held': reservationAttribute(reservation) };
  const values: Record<string, string | number> = { ':held': writeReservation(reservation), ':none': 0 };
  if (plan) {
    names['#limits'] = limitsAttribute;
    names['#plan'] = planAttribute;
    values[':plan'] = JSON.stringify(plan);
    expression.push('#plan = :plan');
    if (limits !== undefined) values[':limits'] = limits;
    condition.push(limits === undefined ? 'attribute_not_exists(#limits)' : '#limits = :limits');
  }
  for (const [i, counter] of countersOf(windowsOfDay(reservation.day)).entries()) {
    const more = reservation.most[counter.measure];
    names[`#c${i}`] = counter.attribute;
    values[`:m${i}`] = more;
    expression.push(`#c${i} = if_not_exists(#c${i}, :none) + :m${i}`);
    const limit = plan && limitOf(plan, limits, counter);
    if (limit === undefined) continue;
    const room = limit - more;
    values[`:r${i}`] = room;
    condition.push(room < 0 ? `#c${i} <= :r${i}` : `(attribute_not_exists(#c${i}) OR #c${i} <= :r${i})`);
  }
  return { expression: `SET ${expression.join(', ')}`, condition: condition.join(' AND '), names, values };
}

export interface Settled {
  readonly reservation: Reservation;
  readonly used: Amounts;
}

/**
 * Gives back what reservations did not use. Only whoever removes a reservation changes the counters, so it happens once: if one
 * of them is gone, nothing is changed. Counters of windows that are over (`old`) go with it.
 */
export function settling(settled: readonly Settled[], old: readonly string[] = []): Change {
  const more = new Map<string, number>();
  for (const { reservation, used } of settled) {
    for (const { attribute, measure } of countersOf(windowsOfDay(reservation.day))) {
      more.set(attribute, (more.get(attribute) ?? 0) + used[measure] - reservation.most[measure]);
    }
  }
  const names: Record<string, string> = {};
  const values: Record<string, number> = { ':none': 0 };
  const set = [...more].map(([attribute, amount], i) => {
    names[`#c${i}`] = attribute;
    values[`:m${i}`] = amount;
    return `#c${i} = if_not_exists(#c${i}, :none) + :m${i}`;
  });
  const held = settled.map(({ reservation }, i) => {
    names[`#h${i}`] = reservationAttribute(reservation);
    return `#h${i}`;
  });
  const over = old.map((attribute, i) => {
    names[`#o${i}`] = attribute;
    return `#o${i}`;
  });
  return {
    expression: `SET ${set.join(', ')} REMOVE ${[...held, ...over].join(', ')}`,
    condition: held.map((name) => `attribute_exists(${name})`).join(' AND '),
    names,
    values,
  };
}
