import type { Problem } from '../cross-checks.ts';
import type { Settings } from '../../settings.ts';

export function checkPrices({ prices, models, runtimes }: Settings): readonly Problem[] {
  const aliases = [...Object.keys(models), ...Object.keys(runtimes)];
  return Object.entries(prices)
    .filter(([alias]) => !aliases.includes(alias))
    .map(([alias, price]) => ({
      name: `prices.${alias}`,
      value: price,
      allowed: `a price of an alias in models or of a name in runtimes: ${aliases.join(', ')}`,
    }));
}
