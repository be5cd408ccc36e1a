import { setTimeout as delay } from 'node:timers/promises';

export interface StreamRate {
  /** How much passes at full speed. */
  readonly freeBytes: number;
  /** How fast the rest goes. */
  readonly bytesPerSecond: number;
}

/** The chunks as they come, held back to the rate once the free bytes are used up. */
export async function* pace(chunks: AsyncIterable<Buffer>, rate: StreamRate): AsyncGenerator<Buffer> {
  let sentBytes = 0;
  let freeAgainMs = 0;
  for await (const chunk of chunks) {
    sentBytes += chunk.length;
    const pacedBytes = Math.min(chunk.length, Math.max(0, sentBytes - rate.freeBytes));
    freeAgainMs = Math.max(performance.now(), freeAgainMs) + (pacedBytes / rate.bytesPerSecond) * 1000;
    const waitMs = freeAgainMs - performance.now();
    // Timers can't wait for less; the remainder is kept in freeAgainMs.
    if (waitMs >= 1) await delay(waitMs);
    yield chunk;
  }
}
