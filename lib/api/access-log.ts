import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { Settings } from '../settings/settings.ts';

/**
 * One JSON line per request. The path, but never the query, headers or body: `?message=` may hold a prompt, and headers
 * hold keys. Nor the path where it may be the name of somebody's file. `Latency` metrics show the whole stream, so time to first byte is here (API Gateway developer
 * guide, "Variables for access logging").
 */
export function toAccessLogFormat({ files }: Pick<Settings, 'files'>): AccessLogFormat {
  const fields = {
    requestId: '$context.requestId',
    // A client may choose the first id (x-amzn-RequestId), but not this one.
    extendedRequestId: '$context.extendedRequestId',
    requestTime: '$context.requestTime',
    httpMethod: '$context.httpMethod',
    ...(!files && { path: '$context.path' }),
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
  };
  return AccessLogFormat.custom(JSON.stringify(fields));
}
