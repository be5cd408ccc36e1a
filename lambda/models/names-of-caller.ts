import type { Caller } from '../access/caller.ts';
import type { Plans } from '../access/plans.ts';
import type { Names } from './names.ts';

/** What a caller may name: all that the deployment has, or what its plan lists. */
export function namesOfCaller(config: Names & { readonly plans: Plans }, { plan }: Caller): Names {
  const { models, modelNames, defaultModel, plans } = config;
  const allowed = new Map(Object.entries(plans)).get(plan)?.names;
  if (!allowed) return config;
  const [first = defaultModel] = allowed;
  return {
    models: Object.fromEntries(Object.entries(models).filter(([alias]) => allowed.includes(alias))),
    modelNames,
    defaultModel: allowed.includes(defaultModel) ? defaultModel : first,
  };
}
