import { byTime } from '../../lambda/conversations/turns/keys.ts';
import type { Settings } from '../settings/settings.ts';

/** A feature that keeps items in the table. */
export interface TableUse {
  readonly name: 'budgets' | 'cancel' | 'usage' | 'conversations' | 'live';
  readonly isAskedFor: (settings: Settings) => boolean;
  /** What it does with single items. A request that names no partition key, such as a Scan, would not be allowed. */
  readonly actions: readonly `dynamodb:${string}`[];
  /** The partition keys of its items begin with this. */
  readonly keyPrefix: `${string}#`;
  /** An index of those of its items that have this number, by partition key. */
  readonly index?: { readonly name: string; readonly attribute: string };
}

/** All features that need the table. Without any the stack has none. To add one: a line below. */
const tableUses: readonly TableUse[] = [
  {
    name: 'budgets',
    isAskedFor: ({ plans }) => Object.values(plans).some(({ budget }) => budget !== undefined),
    actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
    keyPrefix: 'budget#',
  },
  {
    name: 'cancel',
    isAskedFor: ({ cancel }) => cancel === 'on',
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    keyPrefix: 'answer#',
  },
  {
    name: 'usage',
    isAskedFor: ({ usage }) => usage === 'on',
    actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
    keyPrefix: 'usage#',
  },
  {
    name: 'conversations',
    isAskedFor: ({ conversations }) => conversations === 'on',
    actions: [
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:Query',
      'dynamodb:BatchWriteItem',
    ],
    keyPrefix: 'conversation#',
    index: { name: byTime, attribute: 'listedMs' },
  },
  {
    // What is written is written by whoever runs npm run live, and never by the function.
    name: 'live',
    isAskedFor: ({ live }) => live === 'on',
    actions: ['dynamodb:GetItem'],
    keyPrefix: 'live#',
  },
];

export function usesOf(settings: Settings): readonly TableUse[] {
  return tableUses.filter(({ isAskedFor }) => isAskedFor(settings));
}
