import { z } from 'zod';
import type { LocalApi } from '../model.ts';
import { readDomainName } from './domain-name.ts';
import { resourcePolicyProperties, toResourcePolicy } from './resource-policy.ts';
import { toThrottle } from './plans.ts';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { refuse } from '../cloudformation/refuse.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';

const restApiProperties = z.strictObject({
  ApiKeySourceType: z.enum(['HEADER', 'AUTHORIZER']).default('HEADER'),
  BinaryMediaTypes: z.array(z.string()).default([]),
  DisableExecuteApiEndpoint: silent,
  EndpointConfiguration: z
    .strictObject({
      Types: z.tuple([z.enum(['REGIONAL', 'EDGE', 'PRIVATE'])]),
      IpAddressType: silent,
      VpcEndpointIds: z.array(z.string()).default([]),
    })
    .default({ Types: ['EDGE'], VpcEndpointIds: [] }),
  Policy: resourcePolicyProperties.optional(),
  Description: silent,
  FailOnWarnings: silent,
  Name: silent,
  Tags: silent,
});

const stageProperties = z.strictObject({
  StageName: z.string(),
  AccessLogSetting: z.strictObject({ Format: z.string(), DestinationArn: silent }).optional(),
  CacheClusterEnabled: z.literal(false).optional(),
  MethodSettings: z
    .array(
      z.strictObject({
        HttpMethod: z.literal('*'),
        ResourcePath: z.literal('/*'),
        CachingEnabled: z.literal(false).optional(),
        ThrottlingBurstLimit: z.number().optional(),
        ThrottlingRateLimit: z.number().optional(),
        DataTraceEnabled: silent,
        LoggingLevel: silent,
        MetricsEnabled: silent,
      }),
    )
    .max(1)
    .default([]),
  DeploymentId: silent,
  Description: silent,
  RestApiId: silent,
  Tags: silent,
  TracingEnabled: silent,
});

type RestApi = Pick<
  LocalApi,
  | 'apiId'
  | 'stageName'
  | 'endpointType'
  | 'vpcEndpointIds'
  | 'domainName'
  | 'policy'
  | 'keySource'
  | 'binaryMediaTypes'
  | 'throttle'
  | 'accessLogFormat'
>;

/** The one REST API of the template and its one stage. */
export function readRestApi(resources: readonly Resource[]): RestApi {
  const restApi = theOnly(ofType(resources, 'ApiGateway::RestApi'), 'REST API');
  const api = readProperties(restApi, restApiProperties);
  const stage = readProperties(theOnly(ofType(resources, 'ApiGateway::Stage'), 'stage'), stageProperties);
  const [settings] = stage.MethodSettings;
  const rateLimit = settings?.ThrottlingRateLimit;
  const domainName = readDomainName(resources);
  return {
    apiId: restApi.name,
    stageName: stage.StageName,
    endpointType: api.EndpointConfiguration.Types[0],
    vpcEndpointIds: api.EndpointConfiguration.VpcEndpointIds,
    ...(domainName !== undefined && { domainName }),
    ...(api.Policy && { policy: toResourcePolicy(api.Policy) }),
    keySource: api.ApiKeySourceType,
    binaryMediaTypes: api.BinaryMediaTypes,
    ...(rateLimit === undefined ? {} : { throttle: toThrottle(rateLimit, settings?.ThrottlingBurstLimit) }),
    ...(stage.AccessLogSetting === undefined ? {} : { accessLogFormat: stage.AccessLogSetting.Format }),
  };
}

function theOnly(resources: readonly Resource[], what: string): Resource {
  const [first, second] = resources;
  if (first === undefined) throw new Error(`the local stage found no ${what} in the template`);
  if (second !== undefined) refuse(second, `the stage can run only one ${what}, and ${first.id} is already one`);
  return first;
}
