import { number, object, optional, type Shape } from '../read/shape.ts';

/** What one token costs, by how it is used, in thousand-millionths of a US dollar: whole numbers, so sums are exact. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** A write that the cache keeps for five minutes. */
  readonly cacheWrite: number;
  readonly cacheWriteOneHour: number;
}

/** What a model's tokens cost. */
export interface Price extends TokenPrices {
  /** For all tokens of a call whose prompt has more than `above` tokens, cached ones included. Left out, a prompt's length changes nothing. */
  readonly longPrompt?: LongPromptPrices;
}

export interface LongPromptPrices extends TokenPrices {
  readonly above: number;
}

const nanoUsd = number({ min: 0 });

const tokenPrices = {
  input: nanoUsd,
  output: nanoUsd,
  cacheRead: nanoUsd,
  cacheWrite: nanoUsd,
  cacheWriteOneHour: nanoUsd,
};

export const priceShape: Shape<Price> = object({
  ...tokenPrices,
  longPrompt: optional(object({ ...tokenPrices, above: nanoUsd })),
});
