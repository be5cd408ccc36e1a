import { families } from '../../../lambda/models/families/families.ts';
import type { Settings } from '../settings.ts';
import { toFamily } from '../to-config.ts';
import type { Problem } from './cross-checks.ts';

/** A model that turns texts into vectors answers nothing: it can't stand where an answer is wanted, nor can another make its vectors. */
export function checkEmbeddings({ models, defaultModel }: Settings): readonly Problem[] {
  const embedding = new Set(
    Object.entries(models).flatMap(([alias, model]) => ('embeds' in families[toFamily(model)] ? [alias] : [])),
  );
  const answering = Object.keys(models).filter((alias) => !embedding.has(alias));
  const withFallbacks = Object.entries(models).filter(
    ([alias, { fallbacks = [] }]) => fallbacks.length > 0 && [alias, ...fallbacks].some((one) => embedding.has(one)),
  );
  return [
    ...(embedding.has(defaultModel)
      ? [
          {
            name: 'defaultModel',
            value: defaultModel,
            allowed: `a name that answers, and not a model for embeddings: ${answering.join(', ') || 'add one to models'}`,
          },
        ]
      : []),
    ...withFallbacks.map(([alias, { fallbacks }]) => ({
      name: `models.${alias}.fallbacks`,
      value: fallbacks,
      allowed: 'no model for embeddings, and none for one: each model makes vectors of its own',
    })),
  ];
}
