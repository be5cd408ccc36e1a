import { once } from 'node:events';
import { pace } from '../../pace.ts';
import type { Exchange } from '../exchange.ts';
import type { GatewayLimits } from '../limits.ts';
import { startDeadline, type Deadline } from './deadline.ts';

/** The chunks as they come; only the integration's own silence counts against the idle limit, not a slow client's. */
export async function* listen(
  output: AsyncIterator<Buffer>,
  deadline: Deadline,
  idleLimitMs: number,
): AsyncGenerator<Buffer, void> {
  for (;;) {
    const { done, value } = await deadline.within(beforeIdle(output.next(), idleLimitMs));
    if (done === true) return;
    yield value;
  }
}

/** Rejects with INTEGRATION_TIMEOUT when nothing comes for too long. */
export async function beforeIdle<Value>(coming: Promise<Value>, idleLimitMs: number): Promise<Value> {
  const idle = startDeadline(idleLimitMs);
  try {
    return await idle.within(coming);
  } finally {
    idle.clear();
  }
}

/** Passes the body on, held back to the rate of a stream. Resolves with whether the client is still there. */
export async function sendBody(
  exchange: Exchange,
  chunks: AsyncIterable<Buffer>,
  {
    startedMs,
    deadline,
    limits,
  }: { readonly startedMs: number; readonly deadline: Deadline; readonly limits: GatewayLimits },
): Promise<boolean> {
  const { response, context } = exchange;
  let sentBytes = 0;
  for await (const chunk of pace(chunks, limits.streamRate)) {
    if (response.destroyed) return false;
    if (sentBytes === 0) context.set('integration.timeToFirstContent', elapsedSince(startedMs));
    sentBytes += chunk.length;
    context.set('responseLength', String(sentBytes));
    if (!response.write(chunk)) await deadline.within(drainedOrClosed(exchange));
  }
  return true;
}

export function elapsedSince(startedMs: number): string {
  return String(Math.round(performance.now() - startedMs));
}

async function drainedOrClosed({ response }: Exchange): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  settled.abort();
}
