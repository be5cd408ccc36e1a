import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';

export interface FunctionFailure {
  readonly kind: 'throttled' | 'init' | 'error' | 'timeout' | 'exit' | 'too-large';
  /** Lambda's name for it, such as `Sandbox.Timedout`, or the name of the error the function threw. */
  readonly type: string;
  /** The message of the thrown error. It may contain a user's text, so it is never logged. */
  readonly message?: string;
}

/** One call of a function. */
export interface Invocation {
  readonly requestId: string;
  /** The event, as JSON. */
  readonly payload: string;
  /** The function's answer, as it comes. If it is not read, the function pauses. It ends when the invocation is settled. */
  readonly output: PassThrough;
  /** How it ended: undefined when the function completed its answer. */
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
