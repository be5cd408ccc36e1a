import { anyone, type Caller } from '../access/caller.ts';
import { type Plans, toPlan } from '../access/plans.ts';
import type { ProxyEvent } from './receive-event.ts';

/** What an entry knows of callers before one comes. */
export interface Access {
  readonly plans: Plans;
  /** The plan of each key that the stack made, by the key's id. */
  readonly keyPlans: ReadonlyMap<string, string>;
}

/**
 * API Gateway names the key that it let through. Its plan is that of the stack's own key, or the one that the key begins with
 * (authorizer.ts): only whoever makes keys writes that, since API Gateway knows the key as a whole.
 */
export function toCaller({ identity, authorizer }: ProxyEvent['requestContext'], { plans, keyPlans }: Access): Caller {
  const id = identity?.apiKeyId;
  if (!id) return { ...anyone, plan: toPlan(plans, () => false) };
  const plan: unknown = keyPlans.get(id) ?? authorizer?.['plan'];
  return { id, kind: 'key', plan: toPlan(plans, (name) => name === plan) };
}

/** `RIVULET_KEY_PLANS`: `{"plan": "key id"}`. Ids are known only when the stack is deployed. */
export function readAccess(plans: Plans, { RIVULET_KEY_PLANS = '{}' }: NodeJS.ProcessEnv): Access {
  const parsed: Record<string, string> = JSON.parse(RIVULET_KEY_PLANS);
  return { plans, keyPlans: new Map(Object.entries(parsed).map(([plan, id]) => [id, plan])) };
}
