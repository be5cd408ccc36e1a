import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

/**
 * One JSON line per request. The path, but never the query, headers or body: `?message=` may hold a prompt, and headers
 * hold keys. `Latency` metrics show the whole stream, so time to first byte is here (API Gateway developer
 * guide, "Variables for access logging").
 */
export const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    // A client may choose the first id (x-amzn-RequestId), but not this one.
    extendedRequestId: '$context.extendedRequestId',
    requestTime: '$context.requestTime',
    httpMethod: '$context.httpMethod',
    path: '$context.path',
    resourcePath: '$context.resourcePath',
    status: '$context.status',
    apiKeyId: '$context.identity.apiKeyId',
    responseLength: '$context.responseLength',
    responseLatencyMs: '$context.responseLatency',
    responseTransferMode: '$context.integration.responseTransferMode',
    timeToAllHeadersMs: '$context.integration.timeToAllHeaders',
    timeToFirstContentMs: '$context.integration.timeToFirstContent',
    integrationLatencyMs: '$context.integration.latency',
    integrationStatus: '$context.integration.status',
    integrationError: '$context.integration.error',
    errorType: '$context.error.responseType',
  }),
);
