import type { Throttle } from '../../template/access-model.ts';

export interface TokenBucket {
  /** Whether one more request may pass now. */
  readonly take: () => boolean;
}

/** @param now milliseconds of any steady clock */
export function createTokenBucket({ requestsPerSecond, burst }: Throttle, now: () => number): TokenBucket {
  let tokens = burst;
  let filledMs = now();
  return {
    take() {
      const elapsedMs = now() - filledMs;
      filledMs += elapsedMs;
      tokens = Math.min(burst, tokens + (elapsedMs / 1000) * requestsPerSecond);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
