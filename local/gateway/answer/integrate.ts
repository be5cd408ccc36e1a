import type { Invocation } from '../../lambda/invocation.ts';
import type { LambdaIntegration } from '../../template/model.ts';
import { sendBuffered } from './buffered-response.ts';
import { startDeadline } from './deadline.ts';
import type { Exchange } from '../exchange.ts';
import type { GatewayLimits } from '../limits.ts';
import { sendStream } from './stream-response.ts';

/** Passes the function's answer on in the integration's transfer mode, within its timeout. */
export async function integrate(
  exchange: Exchange,
  invocation: Invocation,
  { transferMode, timeoutMs }: LambdaIntegration,
  limits: GatewayLimits,
): Promise<void> {
  const { context } = exchange;
  const send = transferMode === 'STREAM' ? sendStream : sendBuffered;
  const startedMs = performance.now();
  const deadline = startDeadline(timeoutMs);
  context.set('integration.requestId', invocation.requestId);
  // STREAM in the logs of a deployment (August 2026), where the guide says STREAMED.
  context.set('integration.responseTransferMode', transferMode);
  context.set('integration.status', '200');
  try {
    await send(exchange, invocation, deadline, limits);
  } finally {
    deadline.clear();
    context.set('integration.latency', String(Math.round(performance.now() - startedMs)));
  }
}
