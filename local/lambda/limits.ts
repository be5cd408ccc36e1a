import type { StreamRate } from '../pace.ts';

const MiB = 1024 * 1024;

export interface LambdaLimits {
  /** Largest event, and largest answer of a function that doesn't stream. */
  readonly maxPayloadBytes: number;
  readonly maxStreamBytes: number;
  readonly streamRate: StreamRate;
  /** How long a function may load before it asks for its first event. */
  readonly initTimeoutMs: number;
  /** How many execution environments a function may have at a time, if it has no reserved concurrency. */
  readonly maxConcurrency: number;
}

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html and configuration-response-streaming.html,
 * except for the concurrency: an account has hundreds, a laptop doesn't.
 */
export const lambdaLimits: LambdaLimits = {
  maxPayloadBytes: 6 * MiB,
  maxStreamBytes: 200 * MiB,
  streamRate: { freeBytes: 6 * MiB, bytesPerSecond: 2 * MiB },
  initTimeoutMs: 10_000,
  maxConcurrency: 20,
};
