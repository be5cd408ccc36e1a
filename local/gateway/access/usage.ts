import type { ApiKey, LocalApi, LocalPlan } from '../../template/model.ts';
import { createQuotaCounter } from './quota-counter.ts';
import { Rejection } from '../rejection.ts';
import { createTokenBucket } from './token-bucket.ts';

export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Usage {
  /** Counts a request against its key's plan. Throws INVALID_API_KEY, THROTTLED or QUOTA_EXCEEDED. */
  readonly useKey: (keyValue: string | undefined) => ApiKey;
  /** Counts a request against the stage's throttle. Throws THROTTLED. */
  readonly useStage: () => void;
}

interface Meter {
  readonly key: ApiKey;
  readonly count: () => void;
}

export function createUsage(api: Pick<LocalApi, 'plans' | 'throttle'>, { now }: Clock): Usage {
  const stageBucket = api.throttle && createTokenBucket(api.throttle, now);
  const meters = new Map(
    api.plans.flatMap((plan) => plan.keys.map((key) => [key.value, createMeter(plan, key, now)] as const)),
  );
  return {
    useKey(keyValue) {
      const meter = meters.get(keyValue ?? '');
      if (meter === undefined) throw new Rejection('INVALID_API_KEY');
      meter.count();
      return meter.key;
    },
    useStage() {
      if (stageBucket?.take() === false) throw new Rejection('THROTTLED');
    },
  };
}

/** Throttle and quota apply to each key of a plan separately; a throttled request does not count against the quota. */
function createMeter(plan: LocalPlan, key: ApiKey, now: () => number): Meter {
  const bucket = plan.throttle && createTokenBucket(plan.throttle, now);
  const quota = plan.quota && createQuotaCounter(plan.quota, now);
  return {
    key,
    count() {
      if (bucket?.take() === false) throw new Rejection('THROTTLED');
      if (quota?.take() === false) throw new Rejection('QUOTA_EXCEEDED');
    },
  };
}
