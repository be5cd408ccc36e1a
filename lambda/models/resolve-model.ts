import { Failure } from '../chat/failure.ts';
import { families } from './families.ts';
import type { Family } from './family.ts';
import { findFamily } from './find-family.ts';
import type { Names } from './names.ts';
import type { Price } from './price.ts';

/** A model this deployment allows. */
export interface Model {
  /** What callers name it and what answers call it. */
  readonly alias: string;
  /** Bedrock model id, inference profile id or ARN. */
  readonly id: string;
  /** The foundation model behind it, which is what CountTokens takes. */
  readonly foundationModel: string;
  readonly family: Family;
  /** Aliases that answer in its place. */
  readonly fallbacks: readonly string[];
  /** Left out, nobody knows what it costs. */
  readonly price?: Price;
}

/**
 * The allowed model that `name` stands for: an alias, the exact Bedrock id, or another name that the settings map to
 * an alias. Unknown names are never passed through.
 */
export function resolveModel(name: string | undefined, config: Names): Model {
  const wanted = new Map(Object.entries(config.modelNames)).get(name ?? '') ?? name ?? config.defaultModel;
  const found = Object.entries(config.models).find(([alias, model]) => alias === wanted || model.id === wanted);
  if (!found) {
    const allowed = Object.keys(config.models).join(', ');
    throw new Failure('unknown-model', `model: this deployment has no such model. Allowed: ${allowed}`, {
      field: 'model',
    });
  }
  const [alias, { id, foundationModel = id, family = findFamily(foundationModel), fallbacks = [], price }] = found;
  return { alias, id, foundationModel, family: families[family], fallbacks, ...(price && { price }) };
}
