import type { Names } from './names.ts';
import type { Price } from './price.ts';

/** What the tokens of a model or of an agent elsewhere cost, by its name. `undefined`: nobody knows. */
export type Prices = (name: string) => Price | undefined;

export function pricesOf({ models, runtimes = {} }: Pick<Names, 'models' | 'runtimes'>): Prices {
  const prices = new Map(Object.entries({ ...models, ...runtimes }).map(([name, { price }]) => [name, price]));
  return (name) => prices.get(name);
}
