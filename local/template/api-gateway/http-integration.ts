import { z } from 'zod';
import { refuse, type ResourceName } from '../cloudformation/refuse.ts';
import type { LocalContainer, PrivateIntegration } from '../model.ts';
import { checkStreamTimeout, timeoutMs } from './stream-timeout.ts';

export const privateIntegrationProperties = z.strictObject({
  Type: z.literal('HTTP_PROXY'),
  ConnectionType: z.literal('VPC_LINK', 'only private integrations run here'),
  ConnectionId: z.string(),
  IntegrationHttpMethod: z.string(),
  /** The load balancer. */
  IntegrationTarget: z.string(),
  RequestParameters: z.record(z.string(), z.string()).default({}),
  ResponseTransferMode: z.literal('STREAM', 'only transfer mode STREAM is supported for HTTP_PROXY'),
  TimeoutInMillis: timeoutMs,
  Uri: z.string(),
});

/** A literal, or a value of the request's that API Gateway knows. */
const mapping = /^(?:'.*'|context\.[A-Za-z]+(?:\.[A-Za-z]+)*|method\.request\.path\.\w+)$/;

export function toPrivateIntegration(
  properties: z.output<typeof privateIntegrationProperties>,
  containers: readonly LocalContainer[],
  at: ResourceName,
): PrivateIntegration {
  const { IntegrationTarget: target, RequestParameters: parameters, Uri: uri } = properties;
  const container = containers.find(({ loadBalancer }) => loadBalancer === target);
  if (!container) return refuse(at, `load balancer ${target} leads to no container of this stack`);
  for (const [name, from] of Object.entries(parameters)) {
    // AWS's own rule: no colons, no wildcards (API Gateway developer guide, "Parameter mapping").
    if (!mapping.test(from)) refuse(at, `${name}: the mapping ${from} is not supported`);
  }
  const url = URL.parse(uri) ?? refuse(at, `URI ${uri} is no URL`);
  return {
    kind: 'private',
    containerId: container.id,
    httpMethod: properties.IntegrationHttpMethod,
    path: decodeURI(url.pathname),
    headers: withPrefix(parameters, 'integration.request.header.'),
    pathParameters: withPrefix(parameters, 'integration.request.path.'),
    transferMode: properties.ResponseTransferMode,
    timeoutMs: checkStreamTimeout(properties.TimeoutInMillis, at),
  };
}

function withPrefix(parameters: Readonly<Record<string, string>>, prefix: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(parameters).flatMap(([name, from]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), from]] : [],
    ),
  );
}
