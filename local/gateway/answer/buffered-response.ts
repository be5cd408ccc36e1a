import { z } from 'zod';
import type { Invocation } from '../../lambda/invocation.ts';
import { answerHeadSchema, parseAnswer, toResponseHeaders } from './answer-head.ts';
import type { Deadline } from './deadline.ts';
import { sendAnswer, type Exchange } from '../exchange.ts';
import type { GatewayLimits } from '../limits.ts';
import { delimiter } from './prelude.ts';
import { Rejection } from '../rejection.ts';
import { toRejection } from './to-rejection.ts';

const answerSchema = answerHeadSchema.extend({
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
});

/**
 * BUFFERED mode: the whole answer, in the proxy format, before the first byte. A streaming function answers with
 * metadata, eight NULs and its body; API Gateway uses only the metadata (its guide's table of combinations).
 */
export async function sendBuffered(
  exchange: Exchange,
  invocation: Invocation,
  deadline: Deadline,
  limits: GatewayLimits,
): Promise<void> {
  const text = await deadline.within(collect(invocation, limits.maxAnswerBytes));
  const failure = await deadline.within(invocation.outcome);
  if (failure !== undefined) throw toRejection(failure);
  const [metadata = ''] = text.split(delimiter.toString(), 1);
  const answer = parseAnswer(answerSchema, metadata, 'BUFFERED');
  const body = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8');
  sendAnswer(exchange, answer.statusCode, toResponseHeaders(answer, 'BUFFERED'), body);
}

/** Always reads to the end: a function whose answer is not read would be paused. */
async function collect({ output }: Invocation, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of output) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  if (bytes > maxBytes) throw new Rejection('MALFORMED_ANSWER');
  return Buffer.concat(chunks).toString();
}
