import type { ChildProcess } from 'node:child_process';
import type { LocalFunction } from '../template/model.ts';
import type { EnvironmentOptions } from './environment-options.ts';
import type { FunctionFailure, Invocation } from './invocation.ts';
import { receiveAnswer } from './runtime/receive-answer.ts';
import { toEndLines, toInitFailureLine, toStartLine } from './report.ts';
import { startRuntimeApi, type NextEvent } from './runtime/runtime-api.ts';
import { killRuntime, spawnRuntime } from './runtime/runtime-process.ts';

/** One execution environment: a process that runs one invocation at a time. */
export interface Environment {
  /** `settling` has answered, but not yet asked for its next event; `busy` accepts no invocation. */
  readonly state: () => 'idle' | 'settling' | 'busy';
  /** Gives the invocation to the function as soon as it asks for one. */
  readonly assign: (invocation: Invocation) => void;
  readonly stop: () => Promise<void>;
}

interface Run {
  readonly invocation: Invocation;
  readonly startedMs: number;
  readonly timer: NodeJS.Timeout;
}

export function startEnvironment(localFunction: LocalFunction, options: EnvironmentOptions): Environment {
  const { limits, log } = options;
  const { timeoutMs, memoryMb, arn: functionArn } = localFunction;
  const startedMs = performance.now();
  let assigned: Invocation | undefined;
  let run: Run | undefined;
  let give: ((event: NextEvent) => void) | undefined;
  let ending: FunctionFailure | undefined;
  let initMs: number | undefined;
  let maxMemoryKb = 0;
  let isInitialized = false;
  let isStopping = false;

  // Lambda gives the init phase its own timeout and then repeats it once, within the function's timeout.
  const initTimer = setTimeout(() => end({ kind: 'init', type: 'Sandbox.Timedout' }), limits.initTimeoutMs + timeoutMs);
  const whenSpawned = spawnProcess();

  async function spawnProcess(): Promise<ChildProcess> {
    const runtimeApi = await startRuntimeApi({
      next(giveEvent, memoryKb) {
        give = giveEvent;
        maxMemoryKb = memoryKb;
        if (!isInitialized) initMs = performance.now() - startedMs;
        isInitialized = true;
        clearTimeout(initTimer);
        // One turn of the event loop later, the function's output has been read, so its lines come before END and REPORT.
        setImmediate(advance);
      },
      respond: (requestId, answer) =>
        run?.invocation.requestId === requestId ? receiveAnswer(run.invocation, answer, limits) : undefined,
      fail(requestId, failure) {
        if (run?.invocation.requestId === requestId) run.invocation.settle(failure);
      },
      failInit(failure) {
        ending = failure;
      },
    });
    const child = spawnRuntime(localFunction, runtimeApi.address, options);
    child.once('close', () => {
      runtimeApi.close();
      leave();
    });
    return child;
  }

  /**
   * The only place where the environment changes to its next state. The runtime client may ask for its next event before a failed answer
   * has arrived (aws-lambda-ric 4.0.2), so the event is held until the running invocation is settled.
   */
  function advance(): void {
    if (give === undefined || run?.invocation.isSettled() === false) return;
    if (run !== undefined) finish(run);
    if (assigned === undefined || isStopping) return;
    const invocation = assigned;
    log(toStartLine(invocation.requestId));
    const timer = setTimeout(() => end({ kind: 'timeout', type: 'Sandbox.Timedout' }), timeoutMs);
    run = { invocation, startedMs: performance.now(), timer };
    give({
      requestId: invocation.requestId,
      payload: invocation.payload,
      deadlineMs: Date.now() + timeoutMs,
      functionArn,
    });
    assigned = undefined;
    give = undefined;
    void invocation.outcome.then(() => setImmediate(advance));
  }

  function finish({ invocation, startedMs: runStartedMs, timer }: Run): void {
    clearTimeout(timer);
    const durationMs = performance.now() - runStartedMs;
    const report = { requestId: invocation.requestId, durationMs, initMs, memoryMb, maxMemoryKb, failure: ending };
    for (const line of toEndLines(report, timeoutMs)) log(line);
    initMs = undefined;
    run = undefined;
  }

  function end(failure: FunctionFailure): void {
    ending = failure;
    run?.invocation.settle(failure);
    void stop();
  }

  function leave(): void {
    clearTimeout(initTimer);
    const failure = ending ?? { kind: isInitialized ? 'exit' : 'init', type: 'Runtime.ExitError' };
    // If the stage stopped it, that is not a failure of the function, and Lambda would log nothing.
    if (!isStopping) ending = failure;
    isStopping = true;
    if (!isInitialized) {
      if (ending !== undefined) log(toInitFailureLine(performance.now() - startedMs, ending));
      assigned?.settle(failure);
      assigned = undefined;
    }
    run?.invocation.settle(failure);
    if (run !== undefined) finish(run);
    options.onExit(assigned);
  }

  async function stop(): Promise<void> {
    isStopping = true;
    await killRuntime(await whenSpawned);
  }

  return {
    state() {
      if (isStopping || assigned !== undefined) return 'busy';
      if (run !== undefined) return run.invocation.isSettled() ? 'settling' : 'busy';
      return give === undefined ? 'busy' : 'idle';
    },
    assign(invocation) {
      assigned = invocation;
      advance();
    },
    stop,
  };
}
