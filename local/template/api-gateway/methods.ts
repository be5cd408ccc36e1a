import { z } from 'zod';
import {
  lambdaIntegrationProperties,
  type MethodPlace,
  toLambdaIntegration,
} from './integrations/lambda-integration.ts';
import { httpIntegrationProperties, toHttpIntegration } from './integrations/http-integration.ts';
import { mockIntegrationProperties, toMockIntegration } from './integrations/mock-integration.ts';
import type { LocalApi, LocalMethod } from '../model.ts';
import type { LocalAuthorizer } from '../access-model.ts';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { refuse } from '../cloudformation/refuse.ts';
import { toResourcePath } from './resource-path.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';

/** Read before the rest, so that the message for another integration type names that type. */
const integrationType = z.looseObject({ Integration: z.looseObject({ Type: z.string() }) });

const methodProperties = z.strictObject({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.string().default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  ApiKeyRequired: z.boolean().default(false),
  Integration: z.discriminatedUnion('Type', [
    lambdaIntegrationProperties,
    mockIntegrationProperties,
    httpIntegrationProperties,
  ]),
  MethodResponses: silent,
  OperationName: silent,
  RequestParameters: silent,
  RestApiId: silent,
});

export function readMethods(
  resources: readonly Resource[],
  backends: Pick<LocalApi, 'functions' | 'containers'>,
  authorizers: ReadonlyMap<string, LocalAuthorizer>,
  proxies: ReadonlyMap<string, string>,
): LocalMethod[] {
  return ofType(resources, 'ApiGateway::Method').map((resource) => {
    const { Type: type } = readProperties(resource, integrationType).Integration;
    if (type !== 'AWS_PROXY' && type !== 'HTTP_PROXY' && type !== 'MOCK')
      refuse(resource, `integration type ${type} is not supported`);
    const properties = readProperties(resource, methodProperties);
    const authorizer = toAuthorizer(properties, resource, authorizers);
    const resourcePath = toResourcePath(properties.ResourceId, resources, resource);
    const place = { resourcePath, elsewhere: proxies.get(`/${resourcePath.split('/')[1]}`) };
    return {
      id: resource.id,
      httpMethod: properties.HttpMethod,
      resourcePath,
      isKeyRequired: properties.ApiKeyRequired,
      ...(authorizer === undefined ? {} : { authorizer }),
      integration: toIntegration(properties.Integration, backends, place, resource),
    };
  });
}

function toIntegration(
  integration: z.output<typeof methodProperties>['Integration'],
  { functions, containers }: Pick<LocalApi, 'functions' | 'containers'>,
  place: MethodPlace,
  at: Resource,
): LocalMethod['integration'] {
  switch (integration.Type) {
    case 'MOCK':
      return toMockIntegration(integration, at);
    case 'AWS_PROXY':
      return toLambdaIntegration(integration, functions, place, at);
    case 'HTTP_PROXY':
      return toHttpIntegration(integration, containers, place, at);
  }
}

function toAuthorizer(
  properties: z.output<typeof methodProperties>,
  method: Resource,
  authorizers: ReadonlyMap<string, LocalAuthorizer>,
): LocalAuthorizer | undefined {
  const { AuthorizationType: type, AuthorizerId: id = '', AuthorizationScopes: scopes } = properties;
  if (type === 'NONE') return undefined;
  if (type === 'AWS_IAM') return { kind: type };
  if (type !== 'CUSTOM' && type !== 'COGNITO_USER_POOLS')
    return refuse(
      method,
      `authorization type ${type} is not supported (only NONE, AWS_IAM, CUSTOM and COGNITO_USER_POOLS are)`,
    );
  const authorizer = authorizers.get(id) ?? refuse(method, `authorizer ${id} is not in the template`);
  return authorizer.kind === 'COGNITO_USER_POOLS' ? { ...authorizer, scopes } : authorizer;
}
