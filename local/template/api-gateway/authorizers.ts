import { z } from 'zod';
import { toInvokedFunction } from '../functions.ts';
import type { LocalFunction } from '../model.ts';
import type {
  IdentitySource,
  LambdaAuthorizer,
  LocalAuthorizer,
  LocalUserPool,
  PoolAuthorizer,
} from '../access-model.ts';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { refuse, type ResourceName } from '../cloudformation/refuse.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';

const lambdaProperties = z.strictObject({
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

const poolProperties = z.strictObject({
  Type: z.literal('COGNITO_USER_POOLS'),
  IdentitySource: z.string(),
  ProviderARNs: z.array(z.string()),
  AuthorizerResultTtlInSeconds: silent,
  Name: silent,
  RestApiId: silent,
});

const authorizerProperties = z.discriminatedUnion('Type', [lambdaProperties, poolProperties]);

/** Keyed by what a method's `AuthorizerId` resolves to. */
export function readAuthorizers(
  resources: readonly Resource[],
  functions: readonly LocalFunction[],
  pools: readonly LocalUserPool[],
): ReadonlyMap<string, LocalAuthorizer> {
  return new Map(
    ofType(resources, 'ApiGateway::Authorizer').map((resource) => {
      const properties = readProperties(resource, authorizerProperties);
      return [
        resource.name,
        properties.Type === 'COGNITO_USER_POOLS'
          ? toPoolAuthorizer(properties, pools, resource)
          : toLambdaAuthorizer(properties, functions, resource),
      ];
    }),
  );
}

function toLambdaAuthorizer(
  properties: z.output<typeof lambdaProperties>,
  functions: readonly LocalFunction[],
  { id, type }: Resource,
): LambdaAuthorizer {
  const { IdentityValidationExpression: validation } = properties;
  return {
    id,
    kind: properties.Type,
    identitySources: toIdentitySources(properties.IdentitySource, { id, type }),
    ...(validation === undefined ? {} : { validation }),
    cacheTtlSeconds: properties.AuthorizerResultTtlInSeconds,
    functionId: toInvokedFunction(properties.AuthorizerUri, functions, { id, type }).id,
  };
}

function toPoolAuthorizer(
  { ProviderARNs: arns, IdentitySource: identitySource }: z.output<typeof poolProperties>,
  pools: readonly LocalUserPool[],
  at: Resource,
): PoolAuthorizer {
  const poolIds = arns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
  const other = poolIds.find((id) => !pools.some((pool) => pool.id === id));
  if (other !== undefined) {
    return refuse(at, `the user pool ${other} is not of this stack, so nobody could sign in here: use userPool=create`);
  }
  const [source] = toIdentitySources(identitySource, at);
  if (source?.from !== 'header') return refuse(at, `identity source ${identitySource} is not supported`);
  return { id: at.id, kind: 'COGNITO_USER_POOLS', header: source.name, poolIds, scopes: [] };
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
