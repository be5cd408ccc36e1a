import { isFailed } from '../observe/is-failed.ts';
import type { RequestRecord } from '../observe/request-record.ts';
import type { Change } from '../table/table.ts';
import { toBucket } from './first-word.ts';
import { expiresAt } from './keys.ts';

/**
 * What one request adds to the sums of its day: what its line in the log says, so that the two are the same. `costUsd` is left out where the price of a
 * model is not known, and such requests are counted by themselves: a sum that lacks them says so.
 */
export function toChange(record: RequestRecord, costUsd: number | undefined, nowMs: number): Change {
  const { inputTokens = 0, outputTokens = 0, timeToFirstTokenMs } = record;
  const amounts = new Map<string, number>([
    ['requests', 1],
    ['failures', isFailed(record) ? 1 : 0],
    ['inputTokens', inputTokens],
    ['outputTokens', outputTokens],
    ['nanoUsd', Math.round((costUsd ?? 0) * 1e9)],
    ['unpriced', costUsd === undefined && inputTokens + outputTokens > 0 ? 1 : 0],
    ...(timeToFirstTokenMs === undefined ? [] : [[toBucket(timeToFirstTokenMs), 1] as const]),
  ]);
  const added = [...amounts].filter(([, amount]) => amount > 0);
  return {
    expression: `ADD ${added.map(([name]) => `#${name} :${name}`).join(', ')} SET #expires = :expires`,
    // Some may be words of DynamoDB's own.
    names: Object.fromEntries([...added.map(([name]) => name), 'expires'].map((name) => [`#${name}`, name])),
    values: {
      ...Object.fromEntries(added.map(([name, amount]) => [`:${name}`, amount])),
      ':expires': expiresAt(nowMs),
    },
  };
}
