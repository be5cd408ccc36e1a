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

/** Without a plan, whatever the limits are. */
export function toReservation(reservation: Reservation, plan?: Budget, limits?: string): Change {
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

/** Only whoever removes the reservation changes the counters. Counters of windows that are over go with it. */
export function toSettlement(reservation: Reservation, used: Amounts, old: readonly string[]): Change {
  const names: Record<string, string> = { '#held': reservationAttribute(reservation) };
  const values: Record<string, string | number> = { ':none': 0 };
  const set = countersOf(windowsOfDay(reservation.day)).map(({ attribute, measure }, i) => {
    names[`#c${i}`] = attribute;
    values[`:m${i}`] = used[measure] - reservation.most[measure];
    return `#c${i} = if_not_exists(#c${i}, :none) + :m${i}`;
  });
  const remove = old.map((attribute, i) => {
    names[`#o${i}`] = attribute;
    return `#o${i}`;
  });
  return {
    expression: `SET ${set.join(', ')} REMOVE ${['#held', ...remove].join(', ')}`,
    condition: 'attribute_exists(#held)',
    names,
    values,
  };
}
