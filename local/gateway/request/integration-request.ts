import type { OutgoingHttpHeaders } from 'node:http';
import type { PassedOn } from '../../template/model.ts';
import { lookUp } from '../../look-up.ts';
import { connectionHeaders } from '../connection-headers.ts';
import type { Caller, ProxyRequest } from './proxy-event.ts';
import type { Route } from './route.ts';

/** A request as API Gateway sends it on. */
export interface IntegrationRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** Headers that only the sender's own connection is about: API Gateway writes its own. */
const notPassed: ReadonlySet<string> = new Set([...connectionHeaders, 'content-length', 'expect', 'host']);

/**
 * The integration's path with the client's query; the client's headers, and over them what the mappings write. A mapping that has no value writes nothing, so that the client's header comes
 * through: nobody says what API Gateway does, and this is the worst that it could.
 */
export function toIntegrationRequest(
  { httpMethod, path, headers: mappings, pathParameters }: PassedOn,
  proxyRequest: ProxyRequest,
  caller: Caller,
): IntegrationRequest {
  const { exchange, headers, body, route } = proxyRequest;
  const sent = new Map<string, string[]>();
  for (const [name, values] of Object.entries(headers.multi)) {
    const lower = name.toLowerCase();
    if (!notPassed.has(lower)) sent.set(lower, [...(sent.get(lower) ?? []), ...values]);
  }
  sent.set('x-forwarded-for', [exchange.context.get('identity.sourceIp') ?? '']);
  sent.set('x-forwarded-port', [exchange.url.port]);
  sent.set('x-forwarded-proto', ['http']);
  if (body.length > 0) sent.set('content-length', [String(body.length)]);
  for (const [name, from] of mappings) {
    const value = toValue(from, proxyRequest, caller);
    if (value !== undefined) sent.set(name.toLowerCase(), [value]);
  }
  const inPath = [...pathParameters].map(([name, from]) => [
    `{${name}}`,
    encodeParameter(route, from.replace('method.request.path.', '')),
  ]);
  const target = inPath.reduce((filled, [part = '', value = '']) => filled.replace(part, value), path);
  const method = httpMethod === 'ANY' ? (exchange.request.method ?? '') : httpMethod;
  return {
    method,
    path: `${target}${exchange.url.search}`,
    headers: Object.fromEntries(sent),
    body,
  };
}

/** Of `{rest+}` each part by itself: its slashes stay. */
function encodeParameter({ method, pathParameters }: Route, name: string): string {
  const value = lookUp(pathParameters, name) ?? '';
  const parts = method.resourcePath.endsWith(`{${name}+}`) ? value.split('/') : [value];
  return parts.map(encodeURIComponent).join('/');
}

function toValue(from: string, { exchange }: ProxyRequest, caller: Caller): string | undefined {
  if (from.startsWith("'")) return from.slice(1, -1);
  const name = from.replace('context.', '');
  const known: unknown = name
    .split('.')
    .reduce<unknown>((value, part) => (isRecord(value) ? lookUp(value, part) : undefined), caller);
  return exchange.context.get(name) ?? (typeof known === 'string' ? known : undefined);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
