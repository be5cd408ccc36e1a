import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Caller } from '../access/caller.ts';
import { isCredential } from '../access/credentials.ts';
import type { Incoming } from '../http/incoming.ts';

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
  > & {
    readonly identity?: Partial<
      Pick<APIGatewayProxyEvent['requestContext']['identity'], 'apiKeyId' | 'accountId' | 'caller'>
    >;
    /** What the authorizer found out. */
    readonly authorizer?: APIGatewayProxyEvent['requestContext']['authorizer'];
  };
}

/** A request as API Gateway hands it to Lambda. */
export function receiveEvent(event: ProxyEvent, lambda: awslambda.Context, caller: Caller): Incoming {
  const headers = Object.entries(event.headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), value ?? ''] as const)
    .filter(([name]) => !isCredential(name));
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
    caller,
    requestId: event.requestContext.requestId,
    extendedRequestId: event.requestContext.extendedRequestId ?? '',
    invocationId: lambda.awsRequestId,
    epochMs: event.requestContext.requestTimeEpoch,
    remainingMs: lambda.getRemainingTimeInMillis(),
  };
}
