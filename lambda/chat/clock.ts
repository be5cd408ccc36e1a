import type { Config } from '../config.ts';
import { Failure } from './failure.ts';

/** The time of one answer. Whatever runs out aborts `signal`, whose reason is the `Failure` that the client is told. */
export interface Clock {
  readonly signal: AbortSignal;
  /** Whether a byte of the answer is out: until then a failure is refused, from then on it is told in band. */
  readonly hasBegun: boolean;
  abort(failure: Failure): void;
  /** From now on the endpoint's idle limit counts, too: for forms that can't write a heartbeat. */
  boundSilence(): void;
  /** A byte goes out now. */
  write(): void;
  stop(): void;
}

/**
 * @param requestEpochMs when API Gateway took the request: it counts from there, so a cold start counts
 * @param remainingMs what the function has left
 */
export function startClock(
  requestEpochMs: number,
  remainingMs: number,
  {
    integrationTimeoutMs,
    endpointIdleMs,
    marginMs,
  }: Pick<Config, 'integrationTimeoutMs' | 'endpointIdleMs' | 'marginMs'>,
): Clock {
  const controller = new AbortController();
  const abort = (failure: Failure) => controller.abort(failure);
  const startMs = Date.now();
  const endMs = Math.min(startMs + remainingMs, requestEpochMs + integrationTimeoutMs) - marginMs;
  const deadline = setTimeout(() => abort(outOfTime()), Math.max(0, endMs - startMs));

  let hasBegun = false;
  let lastWriteMs = requestEpochMs;
  let silence: NodeJS.Timeout | undefined;
  /** Looks again when the limit could be reached: setting a timer anew at every delta costs more than the delta. */
  function checkSilence(): void {
    const leftMs = lastWriteMs + endpointIdleMs - marginMs - Date.now();
    if (leftMs > 0) silence = setTimeout(checkSilence, leftMs);
    else abort(tooSlow());
  }

  return {
    signal: controller.signal,
    get hasBegun() {
      return hasBegun;
    },
    abort,
    boundSilence: checkSilence,
    write() {
      hasBegun = true;
      lastWriteMs = Date.now();
    },
    stop() {
      clearTimeout(deadline);
      clearTimeout(silence);
    },
  };
}

function outOfTime(): Failure {
  return new Failure('deadline', 'the answer took longer than this deployment allows and was ended here');
}

function tooSlow(): Failure {
  const message = 'the model was silent for longer than this form of answer can wait: ask for text/event-stream';
  return new Failure('too-slow-to-buffer', message);
}
