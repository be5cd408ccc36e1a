import type { Config } from '../config.ts';
import { Failure } from './failure.ts';

/** A model this deployment allows. */
export interface Model {
  /** What callers name it and what answers call it. */
  readonly alias: string;
  /** Bedrock model id, inference profile id or ARN. */
  readonly id: string;
}

/** The allowed model that `name` (an alias or the exact Bedrock id) stands for. Unknown names are never passed through. */
export function resolveModel(name: string | undefined, config: Pick<Config, 'models' | 'defaultModel'>): Model {
  const wanted = name ?? config.defaultModel;
  const found = Object.entries(config.models).find(([alias, model]) => alias === wanted || model.id === wanted);
  if (!found) {
    const allowed = Object.keys(config.models).join(', ');
    throw new Failure('unknown-model', `model: this deployment has no such model. Allowed: ${allowed}`, {
      field: 'model',
    });
  }
  const [alias, { id }] = found;
  return { alias, id };
}
