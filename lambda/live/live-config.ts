import { plansShape } from '../access/plans.ts';
import type { Config, StaticConfig } from '../config.ts';
import { type Names, nameShapes } from '../models/names.ts';
import { object, optional, type Shape, text } from '../read/shape.ts';

/** What of the config can change while the deployment runs. */
export type LiveConfig = Pick<Names, 'models' | 'splits' | 'modelNames' | 'defaultModel'> &
  Pick<StaticConfig, 'systemPrompt' | 'plans'>;

const { models, splits, modelNames, defaultModel } = nameShapes;

const shape: Shape<LiveConfig> = object({
  models,
  splits,
  modelNames,
  defaultModel,
  systemPrompt: optional(text),
  plans: plansShape,
});

/** Throws for what the function can't read. */
export function readLiveConfig(json: unknown): LiveConfig {
  return shape(typeof json === 'string' ? JSON.parse(json) : json, '');
}

/** All of it takes the place of what was deployed: what it leaves out is not there. */
export function withLive({ splits: _splits, systemPrompt: _prompt, ...config }: Config, live: LiveConfig): Config {
  return { ...config, ...live };
}
