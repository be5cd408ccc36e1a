import type { LocalApi } from '../../template/model.ts';
import type { AwsIdentity } from '../access/check-signed.ts';
import type { Exchange } from '../exchange.ts';
import { findHeader, toMediaType, type IncomingHeaders } from './incoming.ts';
import type { Route } from './route.ts';

export interface ProxyRequest {
  readonly exchange: Exchange;
  readonly route: Route;
  /** Below the stage. */
  readonly path: string;
  readonly headers: IncomingHeaders;
  readonly body: Buffer;
}

/** What the access checks found out about the caller. */
export interface Caller {
  readonly apiKeyId?: string;
  /** Who signed the request. */
  readonly identity?: AwsIdentity;
  /** What the authorizer returned, for `requestContext.authorizer`. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

/**
 * The event of a Lambda proxy integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function toProxyEvent(api: LocalApi, proxyRequest: ProxyRequest, caller: Caller): object {
  const { exchange, route, path, headers, body } = proxyRequest;
  const { url, context } = exchange;
  const isBase64Encoded = body.length > 0 && isBinary(api.binaryMediaTypes, toMediaType(headers));
  const forwarded = {
    'X-Forwarded-For': context.get('identity.sourceIp') ?? '',
    'X-Forwarded-Port': url.port,
    'X-Forwarded-Proto': 'http',
  };
  return {
    resource: route.method.resourcePath,
    path,
    httpMethod: exchange.request.method,
    headers: { ...headers.single, ...forwarded },
    multiValueHeaders: { ...headers.multi, ...toLists(Object.entries(forwarded)) },
    queryStringParameters: orNull(Object.fromEntries(url.searchParams)),
    multiValueQueryStringParameters: orNull(toLists([...url.searchParams])),
    pathParameters: orNull(route.pathParameters),
    stageVariables: null,
    requestContext: toRequestContext(proxyRequest, caller),
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

function toRequestContext({ exchange, route, headers }: ProxyRequest, caller: Caller): object {
  const { context } = exchange;
  return {
    accountId: context.get('accountId'),
    apiId: context.get('apiId'),
    ...(caller.authorizer && { authorizer: caller.authorizer }),
    domainName: context.get('domainName'),
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: exchange.request.method,
    identity: {
      ...caller.identity,
      ...(caller.apiKeyId !== undefined && { apiKeyId: caller.apiKeyId }),
      sourceIp: context.get('identity.sourceIp'),
      userAgent: findHeader(headers, 'user-agent') ?? null,
    },
    path: exchange.url.pathname,
    protocol: context.get('protocol'),
    requestId: exchange.requestId,
    requestTime: context.get('requestTime'),
    requestTimeEpoch: exchange.arrivedMs,
    resourceId: route.method.id,
    resourcePath: route.method.resourcePath,
    stage: context.get('stage'),
  };
}

function isBinary(binaryMediaTypes: readonly string[], mediaType: string): boolean {
  return binaryMediaTypes.some((binary) => {
    const [type, subtype] = binary.toLowerCase().split('/');
    const [actualType, actualSubtype] = mediaType.split('/');
    return (type === '*' || type === actualType) && (subtype === '*' || subtype === actualSubtype);
  });
}

function toLists(entries: readonly (readonly [string, string])[]): Record<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of entries) {
    const list = lists.get(name);
    if (list) list.push(value);
    else lists.set(name, [value]);
  }
  return Object.fromEntries(lists);
}

/** API Gateway writes null where there is nothing. */
function orNull<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> | null {
  return Object.keys(record).length === 0 ? null : record;
}
