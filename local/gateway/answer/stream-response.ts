import { once } from 'node:events';
import type { Invocation } from '../../lambda/invocation.ts';
import { pace } from '../../pace.ts';
import { answerHeadSchema, parseAnswer, toResponseHeaders } from './answer-head.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import { sendHead, type Exchange } from '../exchange.ts';
import type { GatewayLimits } from '../limits.ts';
import { readPrelude } from './prelude.ts';
import { Rejection } from '../rejection.ts';
import { toRejection } from './to-rejection.ts';

/**
 * STREAM mode: status and headers as soon as the metadata and its delimiter have arrived, then the bytes as they come. Throws
 * the Rejection that ends the answer early; the caller checks whether it can still be sent as a status.
 */
export async function sendStream(
  exchange: Exchange,
  invocation: Invocation,
  deadline: Deadline,
  limits: GatewayLimits,
): Promise<void> {
  const { response, context } = exchange;
  const startedMs = performance.now();
  const output: AsyncIterator<Buffer> = invocation.output.iterator({ destroyOnReturn: false });
  try {
    const chunks = listen(output, deadline, limits.idleLimitMs);
    const prelude = await readPrelude(chunks, limits);
    if (prelude === undefined) {
      const failure = await invocation.outcome;
      throw failure === undefined ? new Rejection('MALFORMED_STREAM') : toRejection(failure);
    }
    const head = parseAnswer(answerHeadSchema, prelude.text, 'STREAM');
    sendHead(exchange, head.statusCode, toResponseHeaders(head, 'STREAM'));
    context.set('integration.timeToAllHeaders', elapsedSince(startedMs));
    let sentBytes = 0;
    for await (const chunk of pace(prepend(prelude.rest, chunks), limits.streamRate)) {
      if (response.destroyed) return;
      if (sentBytes === 0) context.set('integration.timeToFirstContent', elapsedSince(startedMs));
      sentBytes += chunk.length;
      context.set('responseLength', String(sentBytes));
      if (!response.write(chunk)) await deadline.within(drainedOrClosed(exchange));
    }
    const failure = await invocation.outcome;
    if (failure !== undefined) throw toRejection(failure);
    response.end();
  } finally {
    // Lambda isn't told that the client has gone: the function runs on, is billed, and its output is dropped.
    void drop(output);
  }
}

/** The chunks as they come; only the integration's own silence counts against the idle limit, not a slow client's. */
async function* listen(
  output: AsyncIterator<Buffer>,
  deadline: Deadline,
  idleLimitMs: number,
): AsyncGenerator<Buffer, void> {
  for (;;) {
    const { done, value } = await deadline.within(nextBeforeIdle(output, idleLimitMs));
    if (done === true) return;
    yield value;
  }
}

async function nextBeforeIdle(output: AsyncIterator<Buffer>, idleLimitMs: number): Promise<IteratorResult<Buffer>> {
  const idle = startDeadline(idleLimitMs);
  try {
    return await idle.within(output.next());
  } finally {
    idle.clear();
  }
}

async function* prepend(first: Buffer, others: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* others;
}

async function drainedOrClosed({ response }: Exchange): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  settled.abort();
}

function elapsedSince(startedMs: number): string {
  return String(Math.round(performance.now() - startedMs));
}

async function drop(output: AsyncIterator<Buffer>): Promise<void> {
  for (let isOver = false; !isOver;) isOver = (await output.next()).done === true;
}
