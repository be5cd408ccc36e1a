import { plansShape } from '../access/plans.ts';
import type { Config, StaticConfig } from '../config.ts';
import { type Names, nameShapes } from '../models/names.ts';
import { object, optional, type Shape, text } from '../read/shape.ts';

/** What of the config can change while the deployment runs. Of agents only what follows from models and prices. */
export type LiveConfig = Pick<Names, 'models' | 'splits' | 'agents' | 'runtimes' | 'modelNames' | 'defaultModel'> &
  Pick<StaticConfig, 'systemPrompt' | 'plans'>;

const { models, splits, agents, runtimes, modelNames, defaultModel } = nameShapes;

const shape: Shape<LiveConfig> = object({
  models,
  splits,
  agents,
  runtimes,
  modelNames,
  defaultModel,
  systemPrompt: optional(text),
  plans: plansShape,
});

/** Throws for what the function can't read. */
export function readLiveConfig(json: unknown): LiveConfig {
  return shape(typeof json === 'string' ? JSON.parse(json) : json, '');
}

/**
 * All of it takes the place of what was deployed: what it leaves out is not there. Throws where the plans are not those that callers have: a plan that is
 * not there would have no limits.
 */
export function withLive({ splits: _splits, systemPrompt: _prompt, ...config }: Config, live: LiveConfig): Config {
  if (namesOf(live.plans) !== namesOf(config.plans)) throw new DifferentPlans();
  return { ...config, ...live };
}

/** The config with what the item says. Undefined where it says that all is as it was deployed. Throws for what can't hold here. */
export function toChanged(config: Config, item: ReadonlyMap<string, unknown>): Config | undefined {
  if (item.get('config') === '') return undefined;
  if (item.get('deployment') !== config.deployment) throw new DifferentDeployment();
  return withLive(config, readLiveConfig(item.get('config')));
}

function namesOf(plans: Config['plans']): string {
  return Object.keys(plans).join(' ');
}

/** What was changed was checked against another deployment: its models, plans and agents may not be there. */
class DifferentDeployment extends Error {
  override readonly name = 'DifferentDeployment';
}

class DifferentPlans extends Error {
  override readonly name = 'DifferentPlans';
}
