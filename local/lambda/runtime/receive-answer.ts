import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { pace } from '../../pace.ts';
import type { FunctionFailure, Invocation } from '../invocation.ts';
import type { LambdaLimits } from '../limits.ts';

/**
 * Passes a function's answer on as Lambda does: a stream at Lambda's rate and only as fast as it is read, a plain answer
 * whole. Settles the invocation when the answer is complete, too large, or broken off.
 * Returns false for an answer that Lambda doesn't accept.
 */
export async function receiveAnswer(
  invocation: Invocation,
  answer: IncomingMessage,
  limits: LambdaLimits,
): Promise<boolean> {
  const isStreaming = answer.headers['lambda-runtime-function-response-mode']?.toString().toLowerCase() === 'streaming';
  const maxBytes = isStreaming ? limits.maxStreamBytes : limits.maxPayloadBytes;
  const chunks: AsyncIterable<Buffer> = isStreaming ? pace(answer, limits.streamRate) : answer;
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) invocation.settle({ kind: 'too-large', type: 'Function.ResponseSizeTooLarge' });
      // A settled invocation accepts no more bytes, but the function isn't told: what it still writes is read and dropped.
      if (!invocation.isSettled() && !invocation.output.write(chunk)) await drained(invocation);
    }
  } catch {
    invocation.settle({ kind: 'error', type: 'Runtime.TruncatedResponse' });
  }
  invocation.settle(readTrailers(answer));
  return bytes <= maxBytes;
}

async function drained(invocation: Invocation): Promise<void> {
  await Promise.race([once(invocation.output, 'drain'), invocation.outcome]);
}

/** A function that fails after it began to stream reports the error in trailers. */
function readTrailers(answer: IncomingMessage): FunctionFailure | undefined {
  const type = answer.trailers['lambda-runtime-function-error-type'];
  return type === undefined ? undefined : { kind: 'error', type };
}
