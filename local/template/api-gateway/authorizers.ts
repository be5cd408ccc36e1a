import { z } from 'zod';
import { toInvokedFunction } from '../functions.ts';
import type { IdentitySource, LocalAuthorizer, LocalFunction } from '../model.ts';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { refuse, type ResourceName } from '../cloudformation/refuse.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';

const authorizerProperties = z.strictObject({
  Type: z.enum(['TOKEN', 'REQUEST']),
  AuthorizerUri: z.string(),
  AuthorizerResultTtlInSeconds: z.number().default(300),
  IdentitySource: z.string().default(''),
  IdentityValidationExpression: z.string().optional(),
  AuthorizerCredentials: silent,
  AuthType: silent,
  Name: silent,
  RestApiId: silent,
});

/** Keyed by what a method's `AuthorizerId` resolves to. */
export function readAuthorizers(
  resources: readonly Resource[],
  functions: readonly LocalFunction[],
): ReadonlyMap<string, LocalAuthorizer> {
  return new Map(
    ofType(resources, 'ApiGateway::Authorizer').map((resource) => {
      const properties = readProperties(resource, authorizerProperties);
      const { IdentityValidationExpression: validation } = properties;
      const authorizer: LocalAuthorizer = {
        id: resource.id,
        kind: properties.Type,
        identitySources: toIdentitySources(properties.IdentitySource, resource),
        ...(validation === undefined ? {} : { validation }),
        cacheTtlSeconds: properties.AuthorizerResultTtlInSeconds,
        functionId: toInvokedFunction(properties.AuthorizerUri, functions, resource).id,
      };
      return [resource.name, authorizer];
    }),
  );
}

function toIdentitySources(expression: string, at: ResourceName): IdentitySource[] {
  const sources = expression.split(',').map((source) => source.trim());
  return sources
    .filter((source) => source !== '')
    .map((source) => {
      const [, from, name = ''] = /^method\.request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
      if (from === 'header' || from === 'querystring') return { from, name };
      return refuse(at, `identity source ${source} is not supported (only headers and query strings are)`);
    });
}
