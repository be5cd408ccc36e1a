import {
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
  paginateGetApiKeys,
  paginateGetUsagePlanKeys,
  paginateGetUsagePlans,
  UpdateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { planTags } from '../../lib/access/access-keys.ts';
import type { ApiStage } from './find-stage.ts';

/** A plan of the stage, by the name that the settings give it. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  /** The first in the settings. */
  readonly isDefault: boolean;
}

/** One caller's key, without the key. */
export interface Key {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
  readonly isEnabled: boolean;
}

export async function findPlans(stage: ApiStage): Promise<Plan[]> {
  const plans = await listPlans(stage);
  if (plans.length > 0) return plans;
  throw new Error(
    'this API has no keys: its setting access must be "key". If it is, deploy it again: the stack is older than the setting plans. usage and limit also take --caller ID in place of a name',
  );
}

/** None where callers have no keys. */
export async function listPlans({ client, deployed }: ApiStage): Promise<Plan[]> {
  const plans: Plan[] = [];
  for await (const { items = [] } of paginateGetUsagePlans({ client }, {})) {
    for (const { id, tags = {}, apiStages = [] } of items) {
      const isOurs = apiStages.some(
        ({ apiId, stage }) => !deployed || (apiId === deployed.apiId && stage === deployed.stage),
      );
      const { [planTags.name]: name, [planTags.isDefault]: isDefault } = tags;
      if (isOurs && id !== undefined && name !== undefined) plans.push({ id, name, isDefault: isDefault === 'true' });
    }
  }
  return plans;
}

export async function findKeys({ client }: ApiStage, plans: readonly Plan[]): Promise<Key[]> {
  const enabled = new Map<string, boolean>();
  for await (const { items = [] } of paginateGetApiKeys({ client }, { includeValues: false })) {
    for (const { id = '', enabled: isEnabled = false } of items) enabled.set(id, isEnabled);
  }
  const keys: Key[] = [];
  for (const plan of plans) {
    for await (const { items = [] } of paginateGetUsagePlanKeys({ client }, { usagePlanId: plan.id })) {
      for (const { id = '', name = '' } of items) keys.push({ id, name, plan, isEnabled: enabled.get(id) ?? false });
    }
  }
  return keys;
}

/**
 * The key is made with its value, which begins with its plan: so the function knows the plan, as API Gateway knows the key. A
 * key that can't be put into its plan is of no use to anyone, and is disabled.
 */
export async function createKey(stage: ApiStage, name: string, plan: Plan, value: string): Promise<void> {
  const { id: keyId = '' } = await stage.client.send(new CreateApiKeyCommand({ name, value, enabled: true }));
  try {
    await stage.client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId, keyType: 'API_KEY' }));
  } catch (error) {
    await revokeKey(stage, { id: keyId });
    throw error;
  }
}

export async function revokeKey({ client }: ApiStage, { id }: Pick<Key, 'id'>): Promise<void> {
  const patchOperations = [{ op: 'replace' as const, path: '/enabled', value: 'false' }];
  await client.send(new UpdateApiKeyCommand({ apiKey: id, patchOperations }));
}

/** Requests by day, of the days that had some. */
export async function readUsage({ client }: ApiStage, { id, plan }: Key, now: Date): Promise<Map<string, number>> {
  const start = new Date(now.getTime() - 29 * 86_400_000);
  const { items = {} } = await client.send(
    new GetUsageCommand({ usagePlanId: plan.id, keyId: id, startDate: toDay(start), endDate: toDay(now) }),
  );
  const ofKey = new Map(Object.entries(items)).get(id) ?? [];
  const days = ofKey.map(([used = 0], at): [string, number] => [
    toDay(new Date(start.getTime() + at * 86_400_000)),
    used,
  ]);
  return new Map(days.filter(([, used]) => used > 0));
}

function toDay(time: Date): string {
  return time.toISOString().slice(0, 'yyyy-mm-dd'.length);
}
