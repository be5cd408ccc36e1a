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
  /** Bytes go out now; the reader may take its time over them. */
  startWrite(): void;
  /** The reader has taken them. */
  endWrite(): void;
  /** How long nothing was said: since the last byte the reader took, or since the start. None while it takes one. */
  silentMs(): number;
  /** The request is over: what is still open upstream is closed, or it would go on, and cost, unread. */
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
  let isWriting = false;
  let lastWriteMs = requestEpochMs;
  // What is silent is this side: a reader that takes its time is no silence.
  const silentMs = () => (isWriting ? 0 : Date.now() - lastWriteMs);
  let silence: NodeJS.Timeout | undefined;
  /** Looks again when the limit could be reached: setting a timer anew at every delta costs more than the delta. */
  function checkSilence(): void {
    const leftMs = endpointIdleMs - marginMs - silentMs();
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
    startWrite() {
      hasBegun = true;
      isWriting = true;
    },
    endWrite() {
      isWriting = false;
      lastWriteMs = Date.now();
    },
    silentMs,
    stop() {
      clearTimeout(deadline);
      clearTimeout(silence);
      // With a reason of its own: the default one is an error with a stack, for every request.
      controller.abort('over');
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
