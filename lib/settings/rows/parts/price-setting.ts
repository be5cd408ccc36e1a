import { z } from 'zod';
import { json, numberFrom } from '../field.ts';

/** More than any model costs, and sums of thousand-millionths of a dollar must stay exact. */
const usd = numberFrom(0, 10_000, 'US dollars');

/** What a million tokens cost. */
const price = z.strictObject({
  input: usd,
  output: usd,
  cacheRead: usd.exactOptional(),
  cacheWrite: usd.exactOptional(),
  cacheWriteOneHour: usd.exactOptional(),
});

export type PriceSetting = Readonly<z.output<typeof price>>;

/** By alias. A cross-check tests that it exists. */
export const prices = json(
  z.record(z.string(), price.readonly()).readonly(),
  'an object that maps an alias to {"input", "output", "cacheRead", "cacheWrite", "cacheWriteOneHour"} in US dollars for a million tokens, numbers from 0 to 10000; all but "input" and "output" may be left out',
);
