import type { Prices } from '../models/prices-of.ts';
import { toNanoUsd } from '../usage/cost.ts';
import type { ModelUsage } from './request-record.ts';

/** What calls of models cost together, in US dollars. `undefined` if there was none, or if the price of one is unknown: that is not 0. */
export function toCostUsd(usages: readonly ModelUsage[], prices: Prices): number | undefined {
  if (usages.length === 0) return undefined;
  let nanoUsd = 0;
  for (const { model, usage } of usages) {
    const price = prices(model);
    if (!price) return undefined;
    nanoUsd += toNanoUsd(usage, price);
  }
  return nanoUsd / 1e9;
}
