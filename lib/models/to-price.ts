import type { LongPromptPrices, Price, TokenPrices } from '../../lambda/models/price.ts';
import type { ModelSetting } from '../settings/rows/parts/model-setting.ts';
import type { PriceSetting } from '../settings/rows/parts/price-setting.ts';
import { type ModelId, toModelId } from './model-id.ts';
import { claudePrices } from './prices/claude-prices.ts';
import { openPrices } from './prices/open-prices.ts';
import { otherPrices } from './prices/other-prices.ts';
import { factors, type UsdPrices } from './prices/price-group.ts';

export const priceGroups = [...claudePrices, ...otherPrices, ...openPrices];

/** What a model costs: what the settings say, or else the list for its id. `undefined` where neither knows. */
export function toPrice(model: ModelSetting, given: PriceSetting | undefined): Price | undefined {
  if (given) return toTokenPrices(given);
  const id = toBilledId(model);
  return id && findPrice(id);
}

function findPrice(id: Exclude<ModelId, { kind: 'application' }>): Price | undefined {
  // GovCloud has prices of its own, and we have no source for them.
  if (id.kind === 'geographic' && id.geography === 'us-gov') return undefined;
  for (const { prices, scope } of priceGroups) {
    const listed = new Map(Object.entries(prices)).get(id.model);
    const factor = factors[scope](id);
    if (!listed || factor === undefined) continue;
    const { longPrompt } = listed;
    return {
      ...toTokenPrices(listed, factor),
      ...(longPrompt && { longPrompt: toLongPrompt(longPrompt, factor) }),
    };
  }
  return undefined;
}

/** An application profile costs as what it was made from. */
function toBilledId({ id, foundationModel = '' }: ModelSetting): Exclude<ModelId, { kind: 'application' }> | undefined {
  const known = toModelId(id);
  if (known?.kind !== 'application') return known;
  const source = toModelId(foundationModel);
  return source?.kind === 'application' ? undefined : source;
}

function toLongPrompt(prices: UsdPrices & { readonly above: number }, factor: number): LongPromptPrices {
  return { above: prices.above, ...toTokenPrices(prices, factor) };
}

/** In thousand-millionths of a dollar for a token. */
export function toTokenPrices(prices: UsdPrices, factor = 1): TokenPrices {
  const { input, output, cacheRead = input, cacheWrite = input, cacheWriteOneHour = input } = prices;
  const toNanoUsd = (usdPerMillion: number) => roundUp(usdPerMillion * factor * 1000);
  return {
    input: toNanoUsd(input),
    output: toNanoUsd(output),
    cacheRead: toNanoUsd(cacheRead),
    cacheWrite: toNanoUsd(cacheWrite),
    cacheWriteOneHour: toNanoUsd(cacheWriteOneHour),
  };
}

/** To a whole number, upwards, so that no budget is exceeded by rounding. What floating point adds (0.1 × 1.1) is no more. */
function roundUp(nanoUsd: number): number {
  return Math.ceil(Number(nanoUsd.toFixed(6)));
}
