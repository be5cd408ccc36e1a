import type { ModelId } from '../model-id.ts';

/** US dollars for a million tokens. A part that is left out has no price of its own, and costs as `input`. */
export interface UsdPrices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  /** A write that the cache keeps for five minutes. */
  readonly cacheWrite?: number;
  readonly cacheWriteOneHour?: number;
}

/** A model's prices, on demand, in the standard tier. */
export interface ListPrice extends UsdPrices {
  /** For all tokens of a call whose prompt has more than `above` tokens, cached ones included. */
  readonly longPrompt?: UsdPrices & { readonly above: number };
}

/** Prices that were read together, by foundation model. */
export interface PriceGroup {
  readonly source: string;
  /** The day on which the source was written or last checked; if that is not known, the day on which we read it. */
  readonly read: string;
  /** Whether somebody else wrote the prices down, not who sets them. */
  readonly isSecondary: boolean;
  readonly scope: Scope;
  readonly prices: Readonly<Record<string, ListPrice>>;
}

/**
 * What the prices are for. `global`: the global profile; others cost more. `everywhere`: every id. `us`: the United States; nothing
 * is known of other geographies.
 */
export type Scope = 'global' | 'everywhere' | 'us';

/**
 * From the list to what `id` costs; `undefined` where the list says nothing about it.
 *
 * Geographic and in-region calls cost 10 % more than global ones: Anthropic's page of prices ("Third-party platform pricing") for Claude
 * 4.5 and later, the model cards of OpenAI's, xAI's and others' models, and AWS's price list (BerriAI/litellm#42679), which has no third price.
 */
export const factors = {
  global: ({ kind }) => (kind === 'global' ? 1 : 1.1),
  everywhere: () => 1,
  us: (id) => (id.kind === 'foundation' || (id.kind === 'geographic' && id.geography === 'us') ? 1 : undefined),
} as const satisfies Record<Scope, (id: ModelId) => number | undefined>;
