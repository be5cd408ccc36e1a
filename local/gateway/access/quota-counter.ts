import type { Quota } from '../../template/access-model.ts';

export interface QuotaCounter {
  /** Whether one more request may pass in the current period. */
  readonly take: () => boolean;
}

/** @param now milliseconds since the epoch; periods are calendar ones in UTC */
export function createQuotaCounter({ requests, period }: Quota, now: () => number): QuotaCounter {
  let current = '';
  let used = 0;
  return {
    take() {
      const started = toPeriodStart(period, new Date(now()));
      if (started !== current) used = 0;
      current = started;
      if (used >= requests) return false;
      used += 1;
      return true;
    },
  };
}

function toPeriodStart(period: Quota['period'], time: Date): string {
  const start = new Date(time);
  if (period === 'MONTH') start.setUTCDate(1);
  if (period === 'WEEK') start.setUTCDate(time.getUTCDate() - time.getUTCDay());
  return start.toISOString().slice(0, 'yyyy-mm-dd'.length);
}
