import { z } from 'zod';
import { toInvokedFunction } from '../functions.ts';
import type { LambdaIntegration, LocalFunction } from '../model.ts';
import { silent } from '../cloudformation/properties.ts';
import { refuse, type ResourceName } from '../cloudformation/refuse.ts';

/** API Gateway's default, when the template sets no timeout. */
const defaultTimeoutMs = 29_000;
/** The longest an answer may stream: a longer timeout synthesizes and fails at deploy. */
const maxStreamTimeoutMs = 900_000;

export const lambdaIntegrationProperties = z.strictObject({
  Type: z.literal('AWS_PROXY'),
  IntegrationHttpMethod: z.literal('POST'),
  ResponseTransferMode: z.enum(['STREAM', 'BUFFERED']).default('BUFFERED'),
  TimeoutInMillis: z.number().min(50).default(defaultTimeoutMs),
  Uri: z.string(),
  Credentials: silent,
  PassthroughBehavior: silent,
});

export function toLambdaIntegration(
  properties: z.output<typeof lambdaIntegrationProperties>,
  functions: readonly LocalFunction[],
  at: ResourceName,
): LambdaIntegration {
  const { ResponseTransferMode: transferMode, TimeoutInMillis: timeoutMs, Uri: uri } = properties;
  const isStreamingUri = uri.endsWith('/response-streaming-invocations');
  if (isStreamingUri !== (transferMode === 'STREAM')) {
    refuse(at, `response transfer mode ${transferMode} does not match the URI ${uri}`);
  }
  if (timeoutMs > maxStreamTimeoutMs)
    refuse(at, `timeout ${timeoutMs} ms is too long: a deployment accepts at most ${maxStreamTimeoutMs} ms`);
  return { kind: 'lambda', functionId: toInvokedFunction(uri, functions, at).id, transferMode, timeoutMs };
}
