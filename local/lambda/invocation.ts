import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';

export interface FunctionFailure {
  readonly kind: 'throttled' | 'init' | 'error' | 'timeout' | 'exit' | 'too-large';
  /** Lambda's name for it, such as `Sandbox.Timedout`, or the name of the error the function threw. */
  readonly type: string;
  /** What the thrown error said. It may hold what a user wrote, so it is never logged. */
  readonly message?: string;
}

/** One call of a function. */
export interface Invocation {
  readonly requestId: string;
  /** The event, as JSON. */
  readonly payload: string;
  /** What the function answers, as it comes; not read, it pauses the function. It ends when the invocation is settled. */
  readonly output: PassThrough;
  /** How it ended: undefined when the function answered to its end. */
  readonly outcome: Promise<FunctionFailure | undefined>;
  readonly isSettled: () => boolean;
  /** Only the first call counts. */
  readonly settle: (failure?: FunctionFailure) => void;
}

export function createInvocation(payload: string): Invocation {
  const { promise: outcome, resolve } = Promise.withResolvers<FunctionFailure | undefined>();
  const output = new PassThrough();
  let isSettled = false;
  return {
    requestId: randomUUID(),
    payload,
    output,
    outcome,
    isSettled: () => isSettled,
    settle(failure) {
      if (isSettled) return;
      isSettled = true;
      output.end();
      resolve(failure);
    },
  };
}
