import { nameOf } from '../chat/as-failure.ts';
import { Failure } from '../chat/failure.ts';
import type { Item } from '../table/item.ts';
import type { Query, Table } from '../table/table.ts';
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

/** More is no page for people, and no answer of a second. */
const mostRows = 10_000;

export async function readDays(
  table: Table,
  queries: readonly Query[],
  { isOwn }: { readonly isOwn: boolean },
): Promise<readonly UsageOfDay[]> {
  const rows: UsageOfDay[] = [];
  for (const query of queries) {
    for (let after: Item | undefined, hasMore = true; hasMore; hasMore = after !== undefined) {
      const page = await asked(table.query({ ...query, after }));
      rows.push(...page.items.map((item) => toUsage(item, isOwn)));
      after = page.next;
      if (rows.length > mostRows)
        throw new Failure('too-large', `this has more than ${mostRows} rows: ask for fewer days`);
    }
  }
  return rows;
}

function toUsage(item: Item, isOwn: boolean): UsageOfDay {
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

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new Failure('history-unknown', 'what was used can’t be read at the moment: try again', {
      upstream: nameOf(error),
      retryAfterSeconds: 1,
    });
  }
}
