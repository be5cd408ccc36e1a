import { Duration } from 'aws-cdk-lib';
import {
  type IResource,
  type Integration,
  LambdaIntegration,
  ResponseTransferMode,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Function } from 'aws-cdk-lib/aws-lambda';
import type { Authorization } from '../access/authorization.ts';
import { addPreflight } from '../api/static/mock-methods.ts';
import { isFunction, type ProxySetting } from '../settings/rows/parts/proxy-setting.ts';
import type { Settings } from '../settings/settings.ts';
import { HttpProxy } from './http-proxy.ts';

interface ProxiesProps {
  readonly settings: Settings;
  readonly authorization: Authorization;
  /** Those that preflight allows. */
  readonly requestHeaders: readonly string[];
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Each proxy's path and all below it, for every method, with whatever lets callers through to the API's own routes. */
export function addProxies(api: RestApi, { settings, authorization, requestHeaders }: ProxiesProps): void {
  for (const [path, proxy] of Object.entries(settings.proxies)) {
    const integrate = isFunction(proxy) ? toFunctionProxy(api, path, proxy) : toHttpProxy(proxy, settings);
    const root = api.root.resourceForPath(path);
    for (const resource of [root, root.addResource('{rest+}')]) {
      resource.addMethod('ANY', integrate(resource), {
        ...authorization('either'),
        ...(resource !== root && { requestParameters: { 'method.request.path.rest': true } }),
      });
      addPreflight(resource, settings.corsOrigins, methods, requestHeaders);
    }
  }
}

type Integrate = (resource: IResource) => Integration;

/** By its streaming URI: what does not stream answers 500. The stack permits the API to call it. */
function toFunctionProxy(api: RestApi, path: string, { to, seconds }: ProxySetting): Integrate {
  const handler = Function.fromFunctionAttributes(api, `Proxy${path}`, { functionArn: to, sameEnvironment: true });
  const integration = new LambdaIntegration(handler, {
    responseTransferMode: ResponseTransferMode.STREAM,
    timeout: toTimeout(seconds),
    allowTestInvoke: false,
  });
  return () => integration;
}

function toHttpProxy(proxy: ProxySetting, { access }: Settings): Integrate {
  const timeout = toTimeout(proxy.seconds);
  return (resource) => new HttpProxy(proxy, { access, timeout, isBelow: resource.path.endsWith('{rest+}') });
}

function toTimeout(seconds: number): Duration {
  return Duration.millis(Math.round(seconds * 1000));
}
