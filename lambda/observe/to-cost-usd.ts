import type { Names } from '../models/names.ts';
import { toNanoUsd } from '../usage/cost.ts';
import type { ModelUsage } from './request-record.ts';

/** What calls of models cost together, in US dollars. `undefined` if there was none, or if the price of one is unknown: that is not 0. */
export function toCostUsd(usages: readonly ModelUsage[], models: Names['models']): number | undefined {
  if (usages.length === 0) return undefined;
  const prices = new Map(Object.entries(models).map(([alias, { price }]) => [alias, price]));
  let nanoUsd = 0;
  for (const { model, usage } of usages) {
    const price = prices.get(model);
    if (!price) return undefined;
    nanoUsd += toNanoUsd(usage, price);
  }
  return nanoUsd / 1e9;
}
