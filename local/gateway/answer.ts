import type { RequestListener } from 'node:http';
import type { FindContainer } from '../containers/start-containers.ts';
import type { Invocation } from '../lambda/invocation.ts';
import { isLoopbackName } from '../is-loopback-name.ts';
import { lookUp } from '../look-up.ts';
import type { LocalApi, PrivateIntegration } from '../template/model.ts';
import { admit, type Checks } from './access/admit.ts';
import { sendAnswer, type Exchange } from './exchange.ts';
import { answerControl, isControl } from './control/answer-control.ts';
import { answerService } from './control/answer-service.ts';
import { findSignedService } from './control/signed-service.ts';
import { sendGatewayResponse } from './answer/gateway-response.ts';
import { readBody, readHeaders } from './request/incoming.ts';
import { integrate } from './answer/integrate.ts';
import type { GatewayLimits } from './limits.ts';
import { answerMock } from './answer/mock.ts';
import { answerByHttp } from './answer/http-response.ts';
import { toIntegrationRequest } from './request/integration-request.ts';
import { type Caller, type ProxyRequest, toProxyEvent } from './request/proxy-event.ts';
import { Rejection } from './rejection.ts';
import { findRoute } from './request/route.ts';

export interface GatewayState {
  readonly api: LocalApi;
  readonly limits: GatewayLimits;
  readonly checks: Checks;
  /** Of what issues tokens, if the stack has a user pool. */
  readonly issuerUrl?: string;
  /** The APIs of the stack's services, by the names that requests are signed for. */
  readonly services: ReadonlyMap<string, RequestListener>;
  readonly invoke: (functionId: string, event: object) => Invocation;
  readonly containers: FindContainer;
}

/** Where `npm run token` asks who issues tokens here. No stage can have such a name. */
export const issuerPath = '/.local/issuer';

/** The path of a request through API Gateway: route, read, admit, integrate. The step that stops it also answers it. */
export async function answer(gateway: GatewayState, exchange: Exchange): Promise<void> {
  const { api } = gateway;
  const path = toPath(api, exchange);
  const service = isFromHere(exchange) && isBeside(api, exchange) ? findSignedService(exchange) : undefined;
  if (service !== undefined && (await answerService(service, gateway, exchange))) return;
  if (isFromHere(exchange) && (path === undefined || api.domainName !== undefined)) {
    if (isControl(exchange)) return answerControl({ api, keys: gateway.checks.usage.keys }, gateway.limits, exchange);
    if (exchange.url.pathname === issuerPath && gateway.issuerUrl !== undefined) {
      return sendAnswer(exchange, 200, { 'content-type': 'text/plain' }, Buffer.from(gateway.issuerUrl));
    }
  }
  if (path === undefined) return answerUnknownStage(exchange);
  try {
    await answerPath(gateway, exchange, path);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    sendGatewayResponse(api, exchange, error);
  }
}

async function answerPath(gateway: GatewayState, exchange: Exchange, path: string): Promise<void> {
  const { api, limits } = gateway;
  const { request, context } = exchange;
  const headers = readHeaders(request, limits);
  const route = findRoute(api.methods, request.method ?? '', path);
  if (route === undefined) throw new Rejection('MISSING_AUTHENTICATION_TOKEN');
  context.set('resourcePath', route.method.resourcePath);
  const body = await readBody(request, limits);
  const proxyRequest = { exchange, route, path, headers, body };
  const caller = await admit(api, proxyRequest, gateway.checks);
  const { integration } = route.method;
  if (integration.kind === 'mock') return answerMock(integration, proxyRequest);
  if (integration.kind === 'private') return answerFromContainer(gateway, integration, proxyRequest, caller);
  if (integration.kind === 'proxy') {
    const passed = toIntegrationRequest(integration, proxyRequest, caller);
    return answerByHttp(exchange, new URL(integration.origin), passed, integration, limits);
  }
  const invocation = gateway.invoke(integration.functionId, toProxyEvent(api, proxyRequest, caller));
  return integrate(exchange, invocation, integration, limits);
}

/** The load balancer answers for whoever lacks the header that it asks for. */
async function answerFromContainer(
  { containers, limits }: GatewayState,
  integration: PrivateIntegration,
  proxyRequest: ProxyRequest,
  caller: Caller,
): Promise<void> {
  const { exchange } = proxyRequest;
  const { asks, url } = containers(integration.containerId);
  const passed = toIntegrationRequest(integration, proxyRequest, caller);
  // API Gateway developer guide, "Private integrations for REST APIs": the stage's name comes first.
  const request = { ...passed, path: `/${exchange.context.get('stage')}${passed.path}` };
  const given = [lookUp(request.headers, asks.header) ?? []].flat();
  if (!given.some((value) => asks.values.includes(String(value))))
    return sendAnswer(exchange, 403, {}, Buffer.alloc(0));
  const origin = await url().catch(() => {
    throw new Rejection('INTEGRATION_FAILURE');
  });
  return answerByHttp(exchange, origin, request, integration, limits);
}

/** Below the stage, or below a domain of its own, which has no stage in its paths. Undefined for another stage. */
function toPath({ stageName, domainName }: LocalApi, { url: { pathname } }: Exchange): string | undefined {
  if (domainName !== undefined) return pathname;
  const [, first, ...parts] = pathname.split('/');
  return first === stageName ? `/${parts.join('/')}` : undefined;
}

/** Whether the path, as it came over the wire, may be another service's. A key of S3 may have `..` in it, which a URL's reading takes away. */
function isBeside({ stageName, domainName }: LocalApi, { request: { url = '' } }: Exchange): boolean {
  return domainName !== undefined || !new RegExp(`^/${stageName}(?:[/?]|$)`).test(url);
}

/** What changes the stage is not for a page of a foreign name that leads to this machine. */
function isFromHere({ context }: Exchange): boolean {
  return isLoopbackName(URL.parse(`http://${context.get('domainName')}`)?.hostname ?? '');
}

/** Without a stage there are no gateway responses: no template can change this answer. */
function answerUnknownStage(exchange: Exchange): void {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ForbiddenException' };
  sendAnswer(exchange, 403, headers, Buffer.from('{"message":"Forbidden"}'));
}
