import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A request, free of API Gateway's ways of writing it down. */
export interface Incoming {
  readonly method: string;
  /** The route as the API names it (`/chat`, `/{proxy+}`), without stage or base path. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Every value of every parameter. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** What stands for the parts of the route in braces, decoded. */
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** API Gateway's id: in the access log, in our log and in `x-request-id`. A client may choose it (x-amzn-RequestId). */
  readonly requestId: string;
  /** API Gateway's other id, which a client can't choose. */
  readonly extendedRequestId: string;
  /** When API Gateway took the request, in ms since 1970. */
  readonly epochMs: number;
}

/** What is read of API Gateway's event. */
export interface ProxyEvent extends Pick<
  APIGatewayProxyEvent,
  | 'httpMethod'
  | 'resource'
  | 'headers'
  | 'multiValueQueryStringParameters'
  | 'pathParameters'
  | 'body'
  | 'isBase64Encoded'
> {
  readonly requestContext: Pick<
    APIGatewayProxyEvent['requestContext'],
    'requestId' | 'extendedRequestId' | 'requestTimeEpoch'
  >;
}

export function receive(event: ProxyEvent): Incoming {
  const headers = Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? '']);
  const query = Object.entries(event.multiValueQueryStringParameters ?? {}).map(([name, values]) => [
    name,
    values ?? [],
  ]);
  return {
    method: event.httpMethod,
    path: event.resource,
    headers: Object.fromEntries(headers),
    query: Object.fromEntries(query),
    pathParameters: event.pathParameters ?? {},
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    requestId: event.requestContext.requestId,
    extendedRequestId: event.requestContext.extendedRequestId ?? '',
    epochMs: event.requestContext.requestTimeEpoch,
  };
}
