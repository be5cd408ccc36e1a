import type { ListPrice, PriceGroup } from './price-group.ts';

/** Models that are sold through a global profile, and Amazon's. */
export const otherPrices: readonly PriceGroup[] = [
  {
    // GPT-5.6 Sol has no row: its price of $4 and $20 was promised until 21 November 2026, and the next one is not known.
    source:
      'AWS’s model cards (https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-openai-gpt-6-luna.html and the others), as public code copied them between this day and 2 October; OpenAI’s own pages (https://developers.openai.com/api/docs/models/gpt-6-luna) and, for GPT-5.6, aws/agent-toolkit-for-aws say the same',
    read: '2026-09-14',
    isSecondary: true,
    scope: 'global',
    prices: {
      'openai.gpt-6.1-sol': openai(2, 10, 0.1),
      'openai.gpt-6-sol': openai(2, 10, 0.2),
      'openai.gpt-6-luna': openai(0.1, 0.5, 0.01),
      'openai.gpt-6-astra': openai(10, 50, 1),
      'openai.gpt-5.6-terra': openai(2, 12, 0.2),
      'openai.gpt-5.6-luna': openai(0.2, 1.2, 0.02),
    },
  },
  {
    source: 'AWS’s model cards and page of prices, as public code copied them between this day and 8 October',
    read: '2026-10-02',
    isSecondary: true,
    scope: 'global',
    prices: {
      'xai.grok-4.7': { input: 2, output: 6, cacheRead: 0.5 },
      'xai.grok-4.6': { input: 2, output: 6, cacheRead: 0.5 },
      'moonshotai.kimi-k3': { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
      'zai.glm-5.3': { input: 1.68, output: 5.28, cacheRead: 0.312, cacheWrite: 2.1 },
    },
  },
  {
    source:
      'BerriAI/litellm (model_prices_and_context_window.json), a copy of unknown date: `jp.` and `eu.` cost 1.1 times as much',
    read: '2026-11-27',
    isSecondary: true,
    scope: 'global',
    prices: { 'amazon.nova-2-lite-v1:0': { input: 0.3, output: 2.5, cacheRead: 0.075 } },
  },
  {
    source:
      'aws/agent-toolkit-for-aws (bedrock_pricing.py, checked by AWS); cache reads are 75 % less (AWS’s page of prices)',
    read: '2026-10-05',
    isSecondary: false,
    scope: 'us',
    prices: {
      'amazon.nova-micro-v1:0': { input: 0.035, output: 0.14, cacheRead: 0.00875 },
      'amazon.nova-lite-v1:0': { input: 0.06, output: 0.24, cacheRead: 0.015 },
      'amazon.nova-pro-v1:0': { input: 0.8, output: 3.2, cacheRead: 0.2 },
    },
  },
];

/** A prompt above 272,000 tokens costs twice the input and 1.5 times the output, for the whole call (OpenAI’s pages, and each of these cards). */
function openai(input: number, output: number, cacheRead: number): ListPrice {
  return {
    input,
    output,
    cacheRead,
    cacheWrite: input * 1.25,
    longPrompt: {
      above: 272_000,
      input: input * 2,
      output: output * 1.5,
      cacheRead: cacheRead * 2,
      cacheWrite: input * 2.5,
    },
  };
}
