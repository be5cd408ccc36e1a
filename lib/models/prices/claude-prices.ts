import type { PriceGroup } from './price-group.ts';

/**
 * Anthropic's models. What is read are copies of Anthropic's pages, since copies of AWS's page have no numbers: a script fills them in. Bedrock's
 * global profiles cost the same (a public catalog with each global id, and AWS's own toolkit for some).
 */
export const claudePrices: readonly PriceGroup[] = [
  {
    source:
      'https://platform.claude.com/docs/en/about-claude/pricing, with each model’s page; Opus 4.8, Sonnet 5 and older also in aws/agent-toolkit-for-aws (bedrock_pricing.py, checked by AWS on 2026-10-05)',
    read: '2026-10-24',
    isSecondary: false,
    scope: 'global',
    prices: {
      // Bedrock's price file has long-context prices for it (seen in October 2026). The number of tokens is Anthropic's.
      'anthropic.claude-haiku-5-5': {
        input: 0.1,
        output: 0.5,
        cacheRead: 0.01,
        cacheWrite: 0.125,
        cacheWriteOneHour: 0.2,
        longPrompt: {
          above: 100_000,
          input: 0.5,
          output: 2.5,
          cacheRead: 0.05,
          cacheWrite: 0.625,
          cacheWriteOneHour: 1,
        },
      },
      'anthropic.claude-haiku-4-5-20251001-v1:0': claude(1, 5, 0.1),
      // Its cache reads cost half as much since 7 October 2026, on Bedrock, too.
      'anthropic.claude-sonnet-5-5': claude(2, 10, 0.1),
      'anthropic.claude-sonnet-5': claude(2, 10, 0.2),
      'anthropic.claude-sonnet-4-6': claude(3, 15, 0.3),
      'anthropic.claude-sonnet-4-5-20250929-v1:0': claude(3, 15, 0.3),
      'anthropic.claude-opus-5-5': claude(4, 20, 0.2),
      'anthropic.claude-opus-5': claude(5, 25, 0.5),
      'anthropic.claude-opus-4-8': claude(5, 25, 0.5),
      'anthropic.claude-opus-4-7': claude(5, 25, 0.5),
      'anthropic.claude-opus-4-6-v1': claude(5, 25, 0.5),
      'anthropic.claude-opus-4-5-20251101-v1:0': claude(5, 25, 0.5),
      'anthropic.claude-fable-5-1': claude(10, 50, 0.25),
      'anthropic.claude-fable-5': claude(10, 50, 1),
      'anthropic.claude-mythos-5-1': claude(10, 50, 0.25),
      'anthropic.claude-mythos-5': claude(10, 50, 1),
    },
  },
  {
    source: 'Anthropic’s list price, as archid21/rightsize v0.10.2 and a reseller (docs.laozhang.ai) copied it',
    read: '2026-11-10',
    isSecondary: true,
    scope: 'global',
    prices: { 'anthropic.claude-fable-5-2': claude(8, 40, 0.2) },
  },
  {
    source: 'https://platform.claude.com/docs/en/about-claude/pricing: models before 4.5 have one price',
    read: '2026-10-24',
    isSecondary: false,
    scope: 'everywhere',
    prices: {
      'anthropic.claude-opus-4-1-20250805-v1:0': claude(15, 75, 1.5),
      'anthropic.claude-sonnet-4-20250514-v1:0': claude(3, 15, 0.3),
    },
  },
];

/** Cache writes are 1.25 and 2 times the input for every Claude (Anthropic's page of prices); reads differ. */
function claude(input: number, output: number, cacheRead: number) {
  return { input, output, cacheRead, cacheWrite: input * 1.25, cacheWriteOneHour: input * 2 };
}
