import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { offeredRoutes } from '../../lambda/protocols/offered-routes.ts';
import type { Protocol } from '../../lambda/protocols/protocol.ts';
import type { Backend } from '../backend/backend.ts';
import type { Settings } from '../settings/settings.ts';
import { toConfig } from '../settings/to-config.ts';
import type { Authorization } from '../access/authorization.ts';
import { addMethodNotAllowed, addPreflight } from './static/mock-methods.ts';

/** What the API needs to know of a wire protocol. */
export type RoutedProtocol = Pick<Protocol, 'routes' | 'requestHeaders' | 'keyHeader'>;

/** The protocols with the routes that this deployment has; one without any is left out, with its headers. */
export function offeredProtocols(protocols: readonly RoutedProtocol[], settings: Settings): readonly RoutedProtocol[] {
  const config = toConfig(settings);
  const offered = protocols.map((protocol) => ({ ...protocol, routes: offeredRoutes(protocol.routes, config) }));
  return offered.filter(({ routes }) => routes.length > 0);
}

export interface RoutesProps {
  readonly protocols: readonly RoutedProtocol[];
  /** Those that preflight allows. */
  readonly requestHeaders: readonly string[];
  readonly backend: Pick<Backend, 'integrate'>;
  readonly authorization: Authorization;
  readonly settings: Pick<Settings, 'corsOrigins'>;
}

/** One STREAM method for each route of the protocols. On the same paths: preflight, and 405 for every other method. */
export function addRoutes(
  api: RestApi,
  { protocols, requestHeaders, backend, authorization, settings }: RoutesProps,
): void {
  const routes = protocols.flatMap(({ keyHeader, routes: own }) => own.map((route) => ({ ...route, keyHeader })));
  for (const [path, ofPath] of Map.groupBy(routes, (route) => route.path)) {
    const resource = api.root.resourceForPath(path);
    const methods = ofPath.map((route) => route.method);
    for (const route of ofPath) {
      const { integration, options } = backend.integrate(route);
      resource.addMethod(route.method, integration, { ...authorization(route.keyHeader), ...options });
    }
    addPreflight(resource, settings.corsOrigins, methods, requestHeaders);
    addMethodNotAllowed(resource, [...methods, 'OPTIONS']);
  }
}
