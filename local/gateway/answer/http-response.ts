import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { PassedOn } from '../../template/model.ts';
import { connectionHeaders } from '../connection-headers.ts';
import { type Exchange, sendHead } from '../exchange.ts';
import type { GatewayLimits } from '../limits.ts';
import { Rejection } from '../rejection.ts';
import type { IntegrationRequest } from '../request/integration-request.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { beforeIdle, elapsedSince, listen, sendBody } from './send-body.ts';

const kept = { keepAlive: true, maxFreeSockets: 512 };
const agents = { 'http:': new http.Agent(kept), 'https:': new https.Agent(kept) };

/** Passes the answer of a backend that speaks HTTP on as it comes, within the integration's timeout. */
export async function answerByHttp(
  exchange: Exchange,
  origin: URL,
  request: IntegrationRequest,
  { timeoutMs, transferMode }: Pick<PassedOn, 'timeoutMs' | 'transferMode'>,
  limits: GatewayLimits,
): Promise<void> {
  const { context } = exchange;
  const startedMs = performance.now();
  const deadline = startDeadline(timeoutMs);
  context.set('integration.responseTransferMode', transferMode);
  try {
    await passOn(exchange, origin, request, { startedMs, deadline, limits });
  } finally {
    deadline.clear();
    context.set('integration.latency', elapsedSince(startedMs));
  }
}

interface Passing {
  readonly startedMs: number;
  readonly deadline: Deadline;
  readonly limits: GatewayLimits;
}

/** Throws the Rejection that ends the answer early; the caller checks whether it can still be sent as a status. */
async function passOn(
  exchange: Exchange,
  origin: URL,
  { method, path, headers, body }: IntegrationRequest,
  passing: Passing,
): Promise<void> {
  const { startedMs, deadline, limits } = passing;
  const { response, context } = exchange;
  // It may have left while it was let in.
  if (response.destroyed) return;
  const sent = send(origin, { method, path, headers });
  // What breaks off is seen where it is read; what breaks off later is nobody's any more.
  sent.on('error', () => undefined);
  // A client that leaves is told to the container by its connection.
  const leave = () => sent.destroy();
  response.once('close', leave);
  sent.end(body);
  try {
    const answered = await deadline.within(beforeIdle(toResponse(sent), limits.idleLimitMs));
    context.set('integration.status', String(answered.statusCode));
    sendHead(exchange, answered.statusCode ?? 502, toHeaders(answered));
    context.set('integration.timeToAllHeaders', elapsedSince(startedMs));
    const chunks: AsyncIterator<Buffer> = answered[Symbol.asyncIterator]();
    const isThere = await sendBody(exchange, listen(broken(chunks), deadline, limits.idleLimitMs), passing);
    if (isThere) response.end();
  } finally {
    response.off('close', leave);
    if (!response.writableEnded) sent.destroy();
  }
}

function send({ protocol, hostname, port }: URL, options: http.RequestOptions): ClientRequest {
  // A name in brackets is an address of IPv6.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return protocol === 'https:'
    ? https.request({ ...options, agent: agents['https:'], host, port })
    : http.request({ ...options, agent: agents['http:'], host, port });
}

async function toResponse(sent: ClientRequest): Promise<IncomingMessage> {
  try {
    const [answered]: IncomingMessage[] = await once(sent, 'response');
    if (answered) return answered;
  } catch {
    // Whatever it is, nothing was answered.
  }
  throw new Rejection('INTEGRATION_FAILURE');
}

/** A connection that ends in the middle of an answer. */
async function* broken(chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void> {
  for (;;) {
    const { done, value } = await chunks.next().catch(() => {
      throw new Rejection('INTEGRATION_FAILURE');
    });
    if (done === true) return;
    yield value;
  }
}

function toHeaders({ headersDistinct }: IncomingMessage): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(headersDistinct).flatMap(([name, values]) =>
      values === undefined || connectionHeaders.has(name) ? [] : [[name, values]],
    ),
  );
}
