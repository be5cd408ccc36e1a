import type { StaticConfig } from '../config.ts';
import type { Route } from './protocol.ts';

/** Those that this deployment has. The stack and the function both ask here, so that neither knows a route of its own. */
export function offeredRoutes(routes: readonly Route[], config: StaticConfig): readonly Route[] {
  return routes.filter(({ isOffered }) => isOffered === undefined || isOffered(config));
}
