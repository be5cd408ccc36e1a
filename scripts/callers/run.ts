import { randomBytes } from 'node:crypto';
import type { Command } from './command-line.ts';
import { findKey } from './find-caller.ts';
import type { ApiStage } from './find-stage.ts';
import { createKey, findKeys, findPlans, type Key, type Plan, revokeKey } from './keys.ts';
import { limit, usage } from './budgets/run-budgets.ts';
import { tellDays } from './usage/run-days.ts';

/** What a command prints: the answer itself, and words about it for the person who waits. */
export interface Printed {
  readonly out: readonly string[];
  readonly about: readonly string[];
}

export async function run(command: Command, stage: ApiStage, now = new Date()): Promise<Printed> {
  if (command.verb === 'usage') {
    const { who, days } = command;
    // Everybody's never come without days.
    if (who === 'all') return tellDays(who, days, stage, now);
    return days ? tellDays(who, days, stage, now) : usage(who, stage, now);
  }
  if (command.verb === 'limit') return limit(command, stage, now);
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

function toLine({ name, plan, id, isEnabled }: Key): string {
  return `${name}  ${plan.name}  ${id}${isEnabled ? '' : '  revoked'}`;
}
