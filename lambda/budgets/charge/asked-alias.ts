import type { Model } from '../../models/resolve-model.ts';

/** The alias of the model that is asked first for an answer, whose price it has. */
export function askedAlias({
  alias,
  chosen,
  agent,
  knowledge,
}: Pick<Model, 'alias' | 'chosen' | 'agent' | 'knowledge'>): string {
  return chosen ?? agent?.model ?? knowledge?.model ?? alias;
}
