import { z } from 'zod';
import { refuse, type ResourceName } from '../../cloudformation/refuse.ts';
import type { LocalContainer, PassedOn, PrivateIntegration, ProxyIntegration } from '../../model.ts';
import type { MethodPlace } from './lambda-integration.ts';
import { checkStreamTimeout, timeoutInMillis } from './stream-timeout.ts';

export const httpIntegrationProperties = z.strictObject({
  Type: z.literal('HTTP_PROXY'),
  ConnectionType: z.enum(['INTERNET', 'VPC_LINK']).default('INTERNET'),
  ConnectionId: z.string().optional(),
  IntegrationHttpMethod: z.string(),
  /** The load balancer behind a link. */
  IntegrationTarget: z.string().optional(),
  RequestParameters: z.record(z.string(), z.string()).default({}),
  ResponseTransferMode: z.literal('STREAM', 'only transfer mode STREAM is supported for HTTP_PROXY'),
  TimeoutInMillis: timeoutInMillis,
  Uri: z.string(),
});

type Properties = z.output<typeof httpIntegrationProperties>;

/** A literal, or a value of the request's that API Gateway knows. */
const mapping = /^(?:'.*'|context\.[A-Za-z]+(?:\.[A-Za-z]+)*|method\.request\.path\.\w+)$/;

export function toHttpIntegration(
  properties: Properties,
  containers: readonly LocalContainer[],
  { elsewhere }: MethodPlace,
  at: ResourceName,
): PrivateIntegration | ProxyIntegration {
  const { ConnectionType: connection, IntegrationTarget: target, Uri: uri } = properties;
  if (connection === 'INTERNET') return toProxy(elsewhere ?? uri, elsewhere ? uri : undefined, properties, at);
  const container = containers.find(({ loadBalancer }) => loadBalancer === target);
  if (!container) return refuse(at, `load balancer ${target} leads to no container of this stack`);
  const { path, ...passed } = toPassedOn(uri, properties, at);
  return { kind: 'private', containerId: container.id, ...passed, path };
}

/** What stands for another backend takes what is below the proxy's path, too. */
function toProxy(
  address: string,
  instead: string | undefined,
  properties: Properties,
  at: ResourceName,
): ProxyIntegration {
  const isBelow = instead?.endsWith('/{rest}') ?? false;
  const { path, ...passed } = toPassedOn(isBelow ? `${address.replace(/\/$/, '')}/{rest}` : address, properties, at);
  return { kind: 'proxy', origin: new URL(address).origin, ...passed, path };
}

function toPassedOn(uri: string, properties: Properties, at: ResourceName): PassedOn {
  const { RequestParameters: parameters } = properties;
  for (const [name, from] of Object.entries(parameters)) {
    const [, secret] = /\{\{resolve:secretsmanager:(.+?):/.exec(from) ?? [];
    if (secret !== undefined) refuse(at, `secret ${secret} has no value here: npm start -- --secret ${secret}=VALUE`);
    // AWS's own rule: no colons, no wildcards (API Gateway developer guide, "Parameter mapping").
    if (!mapping.test(from)) refuse(at, `${name}: the mapping ${from} is not supported`);
  }
  const url = URL.parse(uri) ?? refuse(at, `URI ${uri} is no URL`);
  return {
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
