import { createHash } from 'node:crypto';
import { anyone, type Caller } from '../access/caller.ts';
import { type Plans, toPlan } from '../access/plans.ts';
import type { ProxyEvent } from './receive-event.ts';

/** What an entry knows of callers before one comes. */
export interface Access {
  readonly plans: Plans;
  /** The plan of each key that the stack made, by the key's id. */
  readonly keyPlans: ReadonlyMap<string, string>;
}

/** Who sent the request, by what API Gateway found out: a user of the pool, a key, or nobody it knows. */
export function toCaller({ identity, authorizer }: ProxyEvent['requestContext'], access: Access): Caller {
  const claims: unknown = authorizer?.['claims'];
  if (typeof claims === 'object' && claims !== null) return toUser(claims, access);
  if (identity?.apiKeyId) return toKeyHolder(identity.apiKeyId, authorizer?.['plan'], access);
  return { ...anyone, plan: toPlan(access.plans, () => false) };
}

/**
 * API Gateway checked the token, and hands its claims on as strings; groups are joined by commas. `sub` is the person's own
 * id in the pool, whatever name they choose.
 */
function toUser(claims: object, { plans }: Access): Caller {
  const groups = claimOf(claims, 'cognito:groups').split(',');
  const subject = createHash('sha256')
    .update(`cognito:${claimOf(claims, 'sub')}`)
    .digest('hex');
  return { id: subject.slice(0, 32), kind: 'cognito', plan: toPlan(plans, (name) => groups.includes(name)) };
}

function claimOf(claims: object, name: string): string {
  const value: unknown = Object.entries(claims).find(([claim]) => claim === name)?.[1];
  return typeof value === 'string' ? value : '';
}

/**
 * API Gateway names the key that it let through. Its plan is that of the stack's own key, or the one that the key begins with
 * (key-authorizer.ts): only whoever makes keys writes that, since API Gateway knows the key as a whole.
 */
function toKeyHolder(id: string, named: unknown, { plans, keyPlans }: Access): Caller {
  const plan = keyPlans.get(id) ?? named;
  return { id, kind: 'key', plan: toPlan(plans, (name) => name === plan) };
}

/** `RIVULET_KEY_PLANS`: `{"plan": "key id"}`. Ids are known only when the stack is deployed. */
export function readAccess(plans: Plans, { RIVULET_KEY_PLANS = '{}' }: NodeJS.ProcessEnv): Access {
  const parsed: Record<string, string> = JSON.parse(RIVULET_KEY_PLANS);
  return { plans, keyPlans: new Map(Object.entries(parsed).map(([plan, id]) => [id, plan])) };
}
