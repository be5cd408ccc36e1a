import { Resource, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IConstruct } from 'constructs';
import { addNotFound } from './mock-methods.ts';

/** 404 for paths that only contain other paths (`/v1`), and for unknown paths. Must be added after every route. */
export function addUnknownPaths(api: RestApi, corsOrigin: string): void {
  const routed = new Set<IConstruct>(api.methods.map((method) => method.resource));
  for (const child of api.node.findAll()) {
    if (child instanceof Resource && !routed.has(child)) addNotFound(child, corsOrigin);
  }
  addNotFound(api.root.addResource('{proxy+}'), corsOrigin);
}
