import { Rejection } from '../rejection.ts';

export interface Deadline {
  /** The promise's value, or INTEGRATION_TIMEOUT when the deadline passes first. */
  readonly within: <Value>(promise: Promise<Value>) => Promise<Value>;
  readonly clear: () => void;
}

export function startDeadline(afterMs: number): Deadline {
  const { promise: passed, reject } = Promise.withResolvers<never>();
  // It may pass while nothing waits for it; the next wait then rejects.
  passed.catch(() => undefined);
  const timer = setTimeout(() => reject(new Rejection('INTEGRATION_TIMEOUT')), afterMs);
  return {
    within: (promise) => Promise.race([promise, passed]),
    clear: () => clearTimeout(timer),
  };
}
