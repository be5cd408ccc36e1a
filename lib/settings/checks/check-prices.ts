import type { Problem } from './cross-checks.ts';
import type { Settings } from '../settings.ts';

export function checkPrices({ prices, models }: Settings): readonly Problem[] {
  const aliases = Object.keys(models);
  return Object.entries(prices)
    .filter(([alias]) => !aliases.includes(alias))
    .map(([alias, price]) => ({
      name: `prices.${alias}`,
      value: price,
      allowed: `a price of an alias in models: ${aliases.join(', ')}`,
    }));
}
