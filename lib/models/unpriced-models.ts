import type { Settings } from '../settings/settings.ts';
import { toPrice } from './to-price.ts';

/** A plan whose budget in US dollars can't count some of its models. */
interface Unpriced {
  readonly plan: string;
  /** The aliases without a price that its callers may name, or that answer in place of one. */
  readonly aliases: readonly string[];
  /** Whether nothing else limits them: the plan's budget has no tokens either. */
  readonly isUnlimited: boolean;
}

/** The plans whose budget has `usd` and which can use models that have no price. */
export function findUnpricedModels({ plans, models, runtimes, knowledge, prices }: Settings): readonly Unpriced[] {
  const given = new Map(Object.entries(prices));
  const unpriced = new Set([
    ...Object.entries(models).flatMap(([alias, model]) => (toPrice(model, given.get(alias)) ? [] : alias)),
    ...Object.keys(runtimes).filter((name) => !given.has(name)),
  ]);
  const fallbacksOf = new Map(Object.entries(models).map(([alias, { fallbacks = [] }]) => [alias, fallbacks]));
  const askedFor = new Map(
    Object.entries(knowledge).map(([name, { model, rewriteWith = model }]) => [name, [model, rewriteWith]]),
  );
  return Object.entries(plans).flatMap(([plan, { budget, names = Object.keys({ ...models, ...runtimes }) }]) => {
    const allowances = [budget?.day, budget?.month];
    if (allowances.every((allowance) => allowance?.usd === undefined)) return [];
    const asked = names.flatMap((name) => askedFor.get(name) ?? [name]);
    const usable = new Set(asked.flatMap((alias) => [alias, ...(fallbacksOf.get(alias) ?? [])]));
    const aliases = [...usable].filter((alias) => unpriced.has(alias));
    const isUnlimited = allowances.every((allowance) => allowance?.tokens === undefined);
    return aliases.length > 0 ? [{ plan, aliases, isUnlimited }] : [];
  });
}
