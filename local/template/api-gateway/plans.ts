import { z } from 'zod';
import type { ApiKey, LocalPlan, Throttle } from '../access-model.ts';
import { readProperties, silent } from '../cloudformation/properties.ts';
import { ofType, type Resource } from '../cloudformation/resources.ts';

const keyProperties = z.strictObject({
  Enabled: z.boolean().default(false),
  Value: z.string().min(20).optional(),
  CustomerId: silent,
  Description: silent,
  GenerateDistinctId: silent,
  Name: silent,
  StageKeys: silent,
  Tags: silent,
});

const planKeyProperties = z.strictObject({ KeyId: z.string(), KeyType: z.literal('API_KEY'), UsagePlanId: z.string() });

/** Throttles of single methods aren't emulated; the CDK writes an empty one. */
const noMethodThrottle = z.strictObject({});

const planProperties = z.strictObject({
  ApiStages: z
    .array(z.strictObject({ ApiId: z.string(), Stage: z.string(), Throttle: noMethodThrottle.optional() }))
    .default([]),
  Quota: z
    .strictObject({ Limit: z.number(), Period: z.enum(['DAY', 'WEEK', 'MONTH']), Offset: z.literal(0).optional() })
    .optional(),
  Throttle: z.strictObject({ RateLimit: z.number(), BurstLimit: z.number().optional() }).optional(),
  Description: silent,
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
  UsagePlanName: silent,
});

/** The usage plans of a stage, each with the keys that are enabled. */
export function readPlans(resources: readonly Resource[], stageName: string): LocalPlan[] {
  const keys = readKeys(resources);
  const links = ofType(resources, 'ApiGateway::UsagePlanKey').map((link) => readProperties(link, planKeyProperties));
  return ofType(resources, 'ApiGateway::UsagePlan').flatMap((resource) => {
    const {
      ApiStages: stages,
      Quota: quota,
      Throttle: throttle,
      Tags: tags,
    } = readProperties(resource, planProperties);
    if (!stages.some(({ Stage: stage }) => stage === stageName)) return [];
    const planLinks = links.filter((link) => link.UsagePlanId === resource.name);
    const keyIds = new Set(planLinks.map((link) => link.KeyId));
    return {
      id: resource.id,
      tags: Object.fromEntries(tags.map(({ Key: key, Value: value }) => [key, value])),
      ...(throttle === undefined ? {} : { throttle: toThrottle(throttle.RateLimit, throttle.BurstLimit) }),
      ...(quota === undefined ? {} : { quota: { requests: quota.Limit, period: quota.Period } }),
      keys: keys.filter(({ id }) => keyIds.has(id)),
    };
  });
}

export function toThrottle(requestsPerSecond: number, burst?: number): Throttle {
  return { requestsPerSecond, burst: burst ?? requestsPerSecond };
}

/** API Gateway generates the value of a key that has none. Here it is the same at every start, so that commands keep working. */
function readKeys(resources: readonly Resource[]): ApiKey[] {
  return ofType(resources, 'ApiGateway::ApiKey').flatMap((resource) => {
    const { Enabled: isEnabled, Value: value } = readProperties(resource, keyProperties);
    return isEnabled ? { id: resource.name, value: value ?? `local-${resource.id}`.padEnd(20, '0') } : [];
  });
}
