import { Failure } from '../chat/failure.ts';
import type { StaticConfig } from '../config.ts';
import type { Incoming } from '../http/incoming.ts';
import { protocols } from './index.ts';
import { native } from './native/native.ts';
import { offeredRoutes } from './offered-routes.ts';
import type { Protocol } from './protocol.ts';

/** The protocol that owns a path. The native one refuses unknown paths. */
export function findProtocol(path: string): Protocol {
  return protocols.find(({ routes }) => routes.some((route) => route.path === path)) ?? native;
}

/**
 * Refuses what no route accepts. API Gateway's own mocks answer these in a deployment; this is for whoever invokes the
 * function by another way.
 */
export function checkRoute({ path, method }: Incoming, { routes }: Protocol, config: StaticConfig): void {
  const methods = offeredRoutes(routes, config).flatMap((route) => (route.path === path ? [route.method] : []));
  if (methods.length === 0) throw new Failure('not-found', 'this path does not exist');
  if (!methods.some((allowed) => allowed === method)) {
    const allow = [...methods, 'OPTIONS'].join(', ');
    throw new Failure('method-not-allowed', `this path does not support this method. Allowed: ${allow}`, { allow });
  }
}
