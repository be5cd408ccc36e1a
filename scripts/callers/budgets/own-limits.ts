import { limitsOf, type OwnLimits } from '../../../lambda/budgets/ledger/account.ts';
import type { Item } from '../../../lambda/table/item.ts';
import type { LimitChange } from './limit-options.ts';

/** What the account of a caller says in place of its plan. */
export function readOwnLimits(item: Item): OwnLimits {
  return JSON.parse(limitsOf(item) ?? '{}');
}

/** As the table keeps them; undefined when nothing is left of them. */
export function changeOwnLimits(own: OwnLimits, changes: readonly LimitChange[]): string | undefined {
  const changed = changes.reduce(changeOne, own);
  return Object.keys(changed).length === 0 ? undefined : JSON.stringify(changed);
}

function changeOne(own: OwnLimits, { kind, measure, to }: LimitChange): OwnLimits {
  const { [kind]: window = {}, ...otherWindows } = own;
  const { [measure]: _before, ...others } = window;
  const changed = to === 'plan' ? others : { ...others, [measure]: to === 'none' ? null : to };
  return Object.keys(changed).length === 0 ? otherWindows : { ...otherWindows, [kind]: changed };
}
