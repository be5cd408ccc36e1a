import type { Invocation } from '../../lambda/invocation.ts';
import { answerHeadSchema, parseAnswer, toResponseHeaders } from './answer-head.ts';
import type { Deadline } from './deadline.ts';
import { sendHead, type Exchange } from '../exchange.ts';
import type { GatewayLimits } from '../limits.ts';
import { readPrelude } from './prelude.ts';
import { Rejection } from '../rejection.ts';
import { elapsedSince, listen, sendBody } from './send-body.ts';
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
    if (!(await sendBody(exchange, prepend(prelude.rest, chunks), { startedMs, deadline, limits }))) return;
    const failure = await invocation.outcome;
    if (failure !== undefined) throw toRejection(failure);
    response.end();
  } finally {
    // Lambda isn't told that the client has gone: the function runs on, is billed, and its output is dropped.
    void drop(output);
  }
}

async function* prepend(first: Buffer, others: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* others;
}

async function drop(output: AsyncIterator<Buffer>): Promise<void> {
  for (let isOver = false; !isOver;) isOver = (await output.next()).done === true;
}
