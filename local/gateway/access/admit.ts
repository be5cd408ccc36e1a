import type { LocalApi } from '../../template/model.ts';
import type { Authorization, Authorize } from './authorizer.ts';
import { findHeader } from '../request/incoming.ts';
import { toProxyEvent, type Caller, type ProxyRequest } from '../request/proxy-event.ts';
import type { Usage } from './usage.ts';

/** Everything a request must pass before its integration: authorizer, API key with its plan, the stage's throttle. */
export async function admit(
  api: LocalApi,
  proxyRequest: ProxyRequest,
  authorize: Authorize,
  usage: Usage,
): Promise<Caller> {
  const { exchange, route } = proxyRequest;
  const authorization = await authorizeCaller(api, proxyRequest, authorize);
  const caller: Caller = {
    ...(authorization && { authorizer: { ...authorization.context, principalId: authorization.principalId } }),
  };
  if (!route.method.isKeyRequired) {
    usage.useStage();
    return caller;
  }
  const keyValue =
    api.keySource === 'AUTHORIZER' ? authorization?.usageIdentifierKey : findHeader(proxyRequest.headers, 'x-api-key');
  const { id: apiKeyId } = usage.useKey(keyValue);
  exchange.context.set('identity.apiKeyId', apiKeyId);
  usage.useStage();
  return { ...caller, apiKeyId };
}

async function authorizeCaller(
  api: LocalApi,
  proxyRequest: ProxyRequest,
  authorize: Authorize,
): Promise<Authorization | undefined> {
  const { exchange, route, path, headers } = proxyRequest;
  const { authorizer } = route.method;
  if (authorizer === undefined) return undefined;
  const methodArn = `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}/${api.stageName}/${exchange.request.method}${path}`;
  const event = toProxyEvent(api, { ...proxyRequest, body: Buffer.alloc(0) }, {});
  const authorization = await authorize(authorizer, { headers, query: exchange.url.searchParams, methodArn, event });
  exchange.context.set('authorizer.principalId', authorization.principalId);
  return authorization;
}
