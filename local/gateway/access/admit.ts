import type { LocalApi } from '../../template/model.ts';
import type { LambdaAuthorizer } from '../../template/access-model.ts';
import type { Authorization, Authorize } from './authorizer.ts';
import { checkResourcePolicy } from './check-resource-policy.ts';
import { checkSigned } from './check-signed.ts';
import type { CheckToken } from './check-token.ts';
import { findHeader } from '../request/incoming.ts';
import { toProxyEvent, type Caller, type ProxyRequest } from '../request/proxy-event.ts';
import type { Clock, Usage } from './usage.ts';

/** What a request may have to pass. */
export interface Checks {
  readonly authorize: Authorize;
  readonly checkToken: CheckToken;
  readonly usage: Usage;
  readonly clock: Clock;
}

/** Everything a request must pass before its integration: the API's policy, authorizer, API key with its plan, the stage's throttle. */
export async function admit(
  api: LocalApi,
  proxyRequest: ProxyRequest,
  { authorize, checkToken, usage, clock }: Checks,
): Promise<Caller> {
  const { exchange, route, path, headers } = proxyRequest;
  const { authorizer } = route.method;
  checkResourcePolicy(api, route.method, { httpMethod: exchange.request.method ?? '', path });
  if (authorizer?.kind === 'AWS_IAM') {
    const identity = checkSigned(api, proxyRequest, clock);
    usage.useStage();
    return { identity };
  }
  if (authorizer?.kind === 'COGNITO_USER_POOLS') {
    const claims = await checkToken(authorizer, headers);
    usage.useStage();
    return { authorizer: { claims } };
  }
  const authorization = authorizer && (await authorizeCaller(api, proxyRequest, authorizer, authorize));
  const caller: Caller = {
    ...(authorization && { authorizer: { ...authorization.context, principalId: authorization.principalId } }),
  };
  if (!route.method.isKeyRequired) {
    usage.useStage();
    return caller;
  }
  const keyValue =
    api.keySource === 'AUTHORIZER' ? authorization?.usageIdentifierKey : findHeader(headers, 'x-api-key');
  const { id: apiKeyId } = usage.useKey(keyValue);
  exchange.context.set('identity.apiKeyId', apiKeyId);
  usage.useStage();
  return { ...caller, apiKeyId };
}

async function authorizeCaller(
  api: LocalApi,
  proxyRequest: ProxyRequest,
  authorizer: LambdaAuthorizer,
  authorize: Authorize,
): Promise<Authorization> {
  const { exchange, path, headers } = proxyRequest;
  const methodArn = `arn:aws:execute-api:${api.region}:${api.accountId}:${api.apiId}/${api.stageName}/${exchange.request.method}${path}`;
  const event = toProxyEvent(api, { ...proxyRequest, body: Buffer.alloc(0) }, {});
  const authorization = await authorize(authorizer, { headers, query: exchange.url.searchParams, methodArn, event });
  exchange.context.set('authorizer.principalId', authorization.principalId);
  return authorization;
}
