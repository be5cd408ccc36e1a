import type { Item } from '../table/item.ts';
import { toMedianMs } from './first-word.ts';

/** What was asked of one name on one day. */
export interface UsageOfDay {
  readonly day: string;
  /** Left out where all rows are the caller's own. */
  readonly caller?: string;
  readonly name: string;
  readonly requests: number;
  readonly failures: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of all whose price is known. */
  readonly usd: number;
  /** How many of them used a model whose price is not known. */
  readonly unpriced: number;
  /** The median, about; left out where nothing was said. */
  readonly firstWordMs?: number;
}

/** `isOwn`: the item is one of a caller's own, otherwise one of everybody's. */
export function toUsage(item: Item, isOwn: boolean): UsageOfDay {
  const attributes = new Map(Object.entries(item));
  const count = (name: string) => Number(attributes.get(name) ?? 0);
  const [day = '', second = '', ...rest] = String(attributes.get('sk')).split('#');
  const firstWordMs = toMedianMs(count);
  return {
    day,
    ...(!isOwn && { caller: second }),
    name: isOwn ? [second, ...rest].join('#') : rest.join('#'),
    requests: count('requests'),
    failures: count('failures'),
    inputTokens: count('inputTokens'),
    outputTokens: count('outputTokens'),
    usd: count('nanoUsd') / 1e9,
    unpriced: count('unpriced'),
    ...(firstWordMs !== undefined && { firstWordMs }),
  };
}
