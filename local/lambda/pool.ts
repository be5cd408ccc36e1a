import type { LocalFunction } from '../template/model.ts';
import type { EnvironmentOptions } from './environment-options.ts';
import { startEnvironment, type Environment } from './environment.ts';
import { createInvocation, type Invocation } from './invocation.ts';

/** One function with its execution environments. */
export interface FunctionPool {
  readonly invoke: (event: object) => Invocation;
  /** Ends every process the pool started. */
  readonly close: () => Promise<void>;
}

/** Starts nothing yet: invocations start environments, one for each invocation that runs at the same time. */
export function createPool(localFunction: LocalFunction, options: Omit<EnvironmentOptions, 'onExit'>): FunctionPool {
  const maxConcurrency = localFunction.reservedConcurrency ?? options.limits.maxConcurrency;
  /** The most recently used one is last. */
  const environments: Environment[] = [];
  let isClosed = false;

  function place(invocation: Invocation): void {
    const free =
      environments.findLast((environment) => environment.state() === 'idle') ??
      environments.findLast((environment) => environment.state() === 'settling');
    const isFull = free === undefined && environments.length >= maxConcurrency;
    if (isFull && !isClosed) options.log(toThrottleLine(localFunction, maxConcurrency));
    if (isFull || isClosed) return invocation.settle({ kind: 'throttled', type: 'TooManyRequestsException' });
    const environment = free ?? start();
    environments.push(...environments.splice(environments.indexOf(environment), 1));
    environment.assign(invocation);
  }

  function start(): Environment {
    const environment = startEnvironment(localFunction, {
      ...options,
      onExit(undelivered) {
        environments.splice(environments.indexOf(environment), 1);
        if (undelivered !== undefined) place(undelivered);
      },
    });
    environments.push(environment);
    return environment;
  }

  return {
    invoke(event) {
      const invocation = createInvocation(JSON.stringify(event));
      if (Buffer.byteLength(invocation.payload) > options.limits.maxPayloadBytes) {
        invocation.settle({ kind: 'too-large', type: 'RequestEntityTooLargeException' });
      } else {
        place(invocation);
      }
      return invocation;
    },
    async close() {
      isClosed = true;
      await Promise.all(environments.map((environment) => environment.stop()));
    },
  };
}

/** Lambda shows this in its metrics only. Here there are none, and nothing else would explain the client's 500. */
function toThrottleLine({ name, reservedConcurrency }: LocalFunction, limit: number): string {
  const whose =
    reservedConcurrency === undefined
      ? 'the local stage starts no more without reserved concurrency (the limit on AWS is higher). For the chat function, set reservedConcurrency'
      : 'its reserved concurrency allows no more: raise reservedConcurrency';
  return `A request was throttled: all environments of ${name} are busy (${limit}), and ${whose}.`;
}
