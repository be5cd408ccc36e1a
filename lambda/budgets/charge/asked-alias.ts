import type { Model } from '../../models/resolve-model.ts';

/** The alias of the model that is asked first for an answer, whose price it has. */
export function askedAlias({ alias, agent, knowledge }: Pick<Model, 'alias' | 'agent' | 'knowledge'>): string {
  return agent?.model ?? knowledge?.model ?? alias;
}
