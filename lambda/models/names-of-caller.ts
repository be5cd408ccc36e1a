import type { Caller } from '../access/caller.ts';
import { planOf, type Plans } from '../access/plans.ts';
import type { Names } from './names.ts';

/** What a caller may name: all that the deployment has, or what its plan lists. */
export function namesOfCaller(config: Names & { readonly plans: Plans }, caller: Caller): Names {
  const { defaultModel, plans } = config;
  const { names: allowed } = planOf(plans, caller);
  if (!allowed) return config;
  const [first = defaultModel] = allowed;
  return { ...config, allowed, defaultModel: allowed.includes(defaultModel) ? defaultModel : first };
}
