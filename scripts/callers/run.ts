import { randomBytes } from 'node:crypto';
import type { Command } from './command-line.ts';
import type { ApiStage } from './find-stage.ts';
import { createKey, findKeys, findPlans, type Key, type Plan, readUsage, revokeKey } from './keys.ts';

/** What a command prints: the answer itself, and words about it for the person who waits. */
export interface Printed {
  readonly out: readonly string[];
  readonly about: readonly string[];
}

export async function run(command: Command, stage: ApiStage, now = new Date()): Promise<Printed> {
  const plans = await findPlans(stage);
  const keys = await findKeys(stage, plans);
  switch (command.verb) {
    case 'list':
      return { out: keys.map(toLine), about: keys.length === 0 ? ['There are no keys yet.'] : [] };
    case 'create': {
      const { name } = command;
      const plan = choosePlan(plans, command.plan);
      if (keys.some((key) => key.name === name)) throw new Error(`${name} has a key already: choose another name`);
      const value = `${plan.name}.${randomBytes(24).toString('base64url')}`;
      await createKey(stage, name, plan, value);
      return { out: [value], about: [`The key of ${name}, of the plan ${plan.name}. It is printed only now:`] };
    }
    case 'usage': {
      const key = findKey(keys, command.name);
      const days = await readUsage(stage, key, now);
      const lines = [...days].map(([day, requests]) => `${day}  ${requests}`);
      return { out: lines, about: lines.length === 0 ? ['No requests in the last 30 days.'] : [] };
    }
    case 'revoke': {
      const key = findKey(keys, command.name);
      await revokeKey(stage, key);
      return { out: [], about: [`The key of ${key.name} is revoked: API Gateway refuses it from now on.`] };
    }
  }
}

function choosePlan(plans: readonly Plan[], asked: string | undefined): Plan {
  const plan = plans.find(({ name, isDefault }) => (asked === undefined ? isDefault : name === asked));
  if (plan) return plan;
  const names = plans.map(({ name }) => name);
  throw new Error(`there is no plan ${asked ?? 'that is the default'}: --plan ${names.join(' or ')}`);
}

/** By name or id. API Gateway lets several keys have one name. */
function findKey(keys: readonly Key[], asked: string): Key {
  const named = keys.filter(({ name, id }) => name === asked || id === asked);
  const inUse = named.filter(({ isEnabled }) => isEnabled);
  const [key, ...others] = inUse.length > 0 ? inUse : named;
  if (!key) throw new Error(`there is no key of ${asked}: npm run callers -- list shows all`);
  if (others.length === 0) return key;
  throw new Error(
    `${asked} has several keys: send an id instead, ${[key, ...others].map(({ id }) => id).join(' or ')}`,
  );
}

function toLine({ name, plan, id, isEnabled }: Key): string {
  return `${name}  ${plan.name}  ${id}${isEnabled ? '' : '  revoked'}`;
}
