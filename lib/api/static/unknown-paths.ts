import { Resource, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import type { Settings } from '../../settings/settings.ts';
import { addNotFound, addPreflight } from './mock-methods.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * 404 for paths that only contain other paths (`/v1`), and for unknown paths; and their preflight, or a page would see a CORS error
 * instead of the 404. Must be added after every route.
 */
export function addUnknownPaths(api: RestApi, corsOrigins: Settings['corsOrigins'], headers: readonly string[]): void {
  const routed = new Set<IConstruct>(api.methods.map((method) => method.resource));
  const unknown = api.node.findAll().flatMap((child) => (child instanceof Resource && !routed.has(child) ? child : []));
  for (const resource of [...unknown, api.root.addResource('{proxy+}')]) {
    addPreflight(resource, corsOrigins, methods, headers);
    addNotFound(resource);
  }
}
