import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { LocalApi } from '../template/model.ts';
import { readTarget } from './request/request-target.ts';

/** One request and its response, with their `$context` variables. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Milliseconds since the epoch. */
  readonly arrivedMs: number;
  readonly url: URL;
  /** The `$context` variables known so far, by name. */
  readonly context: Map<string, string>;
}

export function beginExchange(api: LocalApi, request: IncomingMessage, response: ServerResponse): Exchange {
  const requestId = randomUUID();
  const extendedRequestId = randomBytes(11).toString('base64');
  const arrivedMs = Date.now();
  const { url, host } = readTarget(request);
  const context = new Map([
    ['accountId', api.accountId],
    ['apiId', api.apiId],
    ['domainName', host],
    ['extendedRequestId', extendedRequestId],
    ['httpMethod', request.method ?? ''],
    ['identity.sourceIp', request.socket.remoteAddress ?? ''],
    ['identity.userAgent', request.headers['user-agent'] ?? ''],
    ['path', url.pathname],
    ['protocol', `HTTP/${request.httpVersion}`],
    ['requestId', requestId],
    ['requestTime', toLogTime(new Date(arrivedMs))],
    ['requestTimeEpoch', String(arrivedMs)],
    ['stage', api.stageName],
  ]);
  return { request, response, requestId, extendedRequestId, arrivedMs, url, context };
}

/** Sends status and headers at once, with the headers that API Gateway adds to every answer. */
export function sendHead(exchange: Exchange, statusCode: number, headers: OutgoingHttpHeaders): void {
  exchange.context.set('status', String(statusCode));
  exchange.response.writeHead(statusCode, {
    ...headers,
    'x-amzn-requestid': exchange.requestId,
    'x-amz-apigw-id': exchange.extendedRequestId,
  });
  exchange.response.flushHeaders();
}

export function sendAnswer(exchange: Exchange, statusCode: number, headers: OutgoingHttpHeaders, body: Buffer): void {
  exchange.context.set('responseLength', String(body.length));
  // A length would be wrong on an answer that has no body by definition.
  const hasBody = statusCode !== 204 && statusCode !== 304;
  sendHead(exchange, statusCode, { ...headers, ...(hasBody && { 'content-length': body.length }) });
  exchange.response.end(body);
}

/** `$context.requestTime` in the Common Log Format: 10/Oct/2026:13:55:36 +0000. */
function toLogTime(time: Date): string {
  const [, day, month, year, clock] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
}
