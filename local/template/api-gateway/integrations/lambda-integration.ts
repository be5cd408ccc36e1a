import { z } from 'zod';
import { findInvokedFunction } from '../../functions.ts';
import type { LambdaIntegration, LocalFunction, ProxyIntegration } from '../../model.ts';
import { silent } from '../../cloudformation/properties.ts';
import { checkStreamTimeout, timeoutInMillis } from './stream-timeout.ts';
import { refuse, type ResourceName } from '../../cloudformation/refuse.ts';

export const lambdaIntegrationProperties = z.strictObject({
  Type: z.literal('AWS_PROXY'),
  IntegrationHttpMethod: z.literal('POST'),
  ResponseTransferMode: z.enum(['STREAM', 'BUFFERED']).default('BUFFERED'),
  TimeoutInMillis: timeoutInMillis,
  Uri: z.string(),
  Credentials: silent,
  PassthroughBehavior: silent,
});

/** Where a method is, and what stands for a backend of another stack at its path, if it was said. */
export interface MethodPlace {
  readonly resourcePath: string;
  readonly elsewhere: string | undefined;
}

export function toLambdaIntegration(
  properties: z.output<typeof lambdaIntegrationProperties>,
  functions: readonly LocalFunction[],
  { resourcePath, elsewhere }: MethodPlace,
  at: ResourceName,
): LambdaIntegration | ProxyIntegration {
  const { ResponseTransferMode: transferMode, TimeoutInMillis: ms, Uri: uri } = properties;
  const isStreamingUri = uri.endsWith('/response-streaming-invocations');
  if (isStreamingUri !== (transferMode === 'STREAM')) {
    refuse(at, `response transfer mode ${transferMode} does not match the URI ${uri}`);
  }
  const timeoutMs = checkStreamTimeout(ms, at);
  const own = findInvokedFunction(uri, functions);
  if (own) return { kind: 'lambda', functionId: own.id, transferMode, timeoutMs };
  const [, path = ''] = resourcePath.split('/');
  if (elsewhere === undefined) {
    return refuse(
      at,
      `URI ${uri} does not invoke a function of this stack: say with npm start -- --proxy /${path}=http://127.0.0.1:8080 what stands for it here`,
    );
  }
  return toStandIn(elsewhere, resourcePath, timeoutMs);
}

/** Asked as the Lambda Web Adapter asks an app in a function: with the path below the stage, and with whatever the client sent. */
function toStandIn(elsewhere: string, resourcePath: string, timeoutMs: number): ProxyIntegration {
  const { origin, pathname } = new URL(elsewhere);
  return {
    kind: 'proxy',
    origin,
    httpMethod: 'ANY',
    path: `${pathname.replace(/\/$/, '')}${resourcePath.replace('+}', '}')}`,
    headers: new Map(),
    pathParameters: new Map([['rest', 'method.request.path.rest']]),
    transferMode: 'STREAM',
    timeoutMs,
  };
}
