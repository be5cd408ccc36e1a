import { z } from 'zod';
import { toInvokedFunction } from '../functions.ts';
import type { LambdaIntegration, LocalFunction } from '../model.ts';
import { silent } from '../cloudformation/properties.ts';
import { checkStreamTimeout, timeoutMs } from './stream-timeout.ts';
import { refuse, type ResourceName } from '../cloudformation/refuse.ts';

export const lambdaIntegrationProperties = z.strictObject({
  Type: z.literal('AWS_PROXY'),
  IntegrationHttpMethod: z.literal('POST'),
  ResponseTransferMode: z.enum(['STREAM', 'BUFFERED']).default('BUFFERED'),
  TimeoutInMillis: timeoutMs,
  Uri: z.string(),
  Credentials: silent,
  PassthroughBehavior: silent,
});

export function toLambdaIntegration(
  properties: z.output<typeof lambdaIntegrationProperties>,
  functions: readonly LocalFunction[],
  at: ResourceName,
): LambdaIntegration {
  const { ResponseTransferMode: transferMode, TimeoutInMillis: ms, Uri: uri } = properties;
  const isStreamingUri = uri.endsWith('/response-streaming-invocations');
  if (isStreamingUri !== (transferMode === 'STREAM')) {
    refuse(at, `response transfer mode ${transferMode} does not match the URI ${uri}`);
  }
  return {
    kind: 'lambda',
    functionId: toInvokedFunction(uri, functions, at).id,
    transferMode,
    timeoutMs: checkStreamTimeout(ms, at),
  };
}
