import { nameOf } from '../chat/as-failure.ts';
import { Failure } from '../chat/failure.ts';
import type { Item } from '../table/item.ts';
import type { Query, Table } from '../table/table.ts';
import { toUsage, type UsageOfDay } from './to-usage.ts';

/** More is no page for people, and no answer of a second. */
const mostRows = 10_000;

export async function readDays(
  table: Table,
  queries: readonly Query[],
  { isOwn }: { readonly isOwn: boolean },
): Promise<readonly UsageOfDay[]> {
  const rows: UsageOfDay[] = [];
  for (const query of queries) {
    let after: Item | undefined;
    do {
      const page = await asked(table.query({ ...query, after }));
      rows.push(...page.items.map((item) => toUsage(item, isOwn)));
      after = page.next;
      if (rows.length > mostRows)
        throw new Failure('too-large', `this has more than ${mostRows} rows: ask for fewer days`);
    } while (after);
  }
  return rows;
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
