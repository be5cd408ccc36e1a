import type { LocalApi } from '../../template/model.ts';
import type { LocalPlan } from '../../template/access-model.ts';
import { type KeyStore, openKeyStore, type StoredKey, toDay } from './key-store.ts';
import { createQuotaCounter } from './quota-counter.ts';
import { Rejection } from '../rejection.ts';
import { createTokenBucket } from './token-bucket.ts';

export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Usage {
  readonly keys: KeyStore;
  /** Counts a request against its key's plan. Throws INVALID_API_KEY, THROTTLED or QUOTA_EXCEEDED. */
  readonly useKey: (keyValue: string | undefined) => Pick<StoredKey, 'id'>;
  /** Counts a request against the stage's throttle. Throws THROTTLED. */
  readonly useStage: () => void;
}

export function createUsage(api: Pick<LocalApi, 'plans' | 'throttle'>, { now }: Clock): Usage {
  const stageBucket = api.throttle && createTokenBucket(api.throttle, now);
  const keys = openKeyStore(api.plans, now);
  const meters = new Map<string, () => void>();

  function meterOf({ id, planId }: StoredKey): () => void {
    const plan = api.plans.find((known) => known.id === planId);
    if (!plan) throw new Rejection('INVALID_API_KEY');
    const meter = meters.get(id) ?? createMeter(plan, now);
    meters.set(id, meter);
    return meter;
  }

  return {
    keys,
    useKey(keyValue) {
      const key = keys.all().find(({ value, isEnabled }) => isEnabled && value === keyValue);
      if (!key) throw new Rejection('INVALID_API_KEY');
      meterOf(key)();
      const day = toDay(now());
      key.used.set(day, (key.used.get(day) ?? 0) + 1);
      return key;
    },
    useStage() {
      if (stageBucket?.take() === false) throw new Rejection('THROTTLED');
    },
  };
}

/** Throttle and quota apply to each key of a plan separately; a throttled request does not count against the quota. */
function createMeter(plan: LocalPlan, now: () => number): () => void {
  const bucket = plan.throttle && createTokenBucket(plan.throttle, now);
  const quota = plan.quota && createQuotaCounter(plan.quota, now);
  return () => {
    if (bucket?.take() === false) throw new Rejection('THROTTLED');
    if (quota?.take() === false) throw new Rejection('QUOTA_EXCEEDED');
  };
}
