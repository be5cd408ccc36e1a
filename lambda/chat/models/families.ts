import type { CacheTtl } from '../content.ts';

/** What the models of one family take, where they differ. */
export interface Family {
  /** Foundation model ids, without a profile's prefix. */
  readonly ids: RegExp;
  /** Which of temperature and top-p: both, one at a time, neither. */
  readonly sampling: 'any' | 'one' | 'none';
  /** Where a top-k goes in the model's own fields. */
  readonly topK?: 'top_k' | 'inferenceConfig.topK';
  /** How it is told to think. `never` and `always`: not at all. */
  readonly reasoning:
    | 'never'
    | 'always'
    | 'budget'
    | 'budget-or-adaptive'
    | 'adaptive'
    | 'always-adaptive'
    | 'nova'
    | 'effort';
  /** How it is held to JSON: by Converse's outputConfig, by being made to call a tool, or not at all. */
  readonly json: 'output-config' | 'forced-tool' | 'none';
  readonly takes: readonly ('system' | 'images' | 'documents' | 'tools')[];
  /** How long its prompt cache keeps what it is told to keep. Empty: it has none that can be told. */
  readonly cacheTtls: readonly CacheTtl[];
  /** Whether Bedrock's CountTokens knows it. */
  readonly countsTokens: boolean;
}

const everything = ['system', 'images', 'documents', 'tools'] as const;

/** A model that nobody has described: it is asked for what every model of Converse may have, and nothing else. */
const other: Family = {
  ids: /^/,
  sampling: 'any',
  reasoning: 'never',
  json: 'forced-tool',
  takes: everything,
  cacheTtls: [],
  countsTokens: false,
};

const claude3: Family = { ...other, ids: /^anthropic\.claude-3-(haiku|sonnet|opus)/, topK: 'top_k' };
const claude35: Family = { ...claude3, ids: /^anthropic\.claude-3-5-/, cacheTtls: ['5m'], countsTokens: true };
const claude37: Family = { ...claude35, ids: /^anthropic\.claude-3-7-/, reasoning: 'budget' };
const claude4: Family = { ...claude37, ids: /^anthropic\.claude-(opus|sonnet)-4-(1-)?\d{8}/, sampling: 'one' };
const claude45: Family = {
  ...claude4,
  ids: /^anthropic\.claude-[a-z]+-4-5/,
  json: 'output-config',
  cacheTtls: ['5m', '1h'],
};
const claude46: Family = { ...claude45, ids: /^anthropic\.claude-[a-z]+-4-6/, reasoning: 'budget-or-adaptive' };
const { topK: _refused, ...withoutTopK } = claude46;
const claude5: Family = {
  ...withoutTopK,
  reasoning: 'adaptive',
  ids: /^anthropic\.claude-(opus|sonnet|haiku)-/,
  sampling: 'none',
};

const nova: Family = {
  ...other,
  ids: /^amazon\.nova-/,
  topK: 'inferenceConfig.topK',
  cacheTtls: ['5m'],
};
const openWeights: Family = { ...other, ids: /^/, json: 'none', takes: ['system', 'tools'] };

/**
 * Every family that is described, the most special first. Compiled in November 2026 from AWS's and Anthropic's pages
 * (Converse's supported features, adaptive thinking, structured output, prompt caching, CountTokens, model cards) and
 * from what others met; none of it was asked of a model from here. Where a row is wrong, Bedrock refuses what it
 * allows, or a `family` in the settings names a better one.
 */
export const families = {
  'claude-3': claude3,
  'claude-3.5': claude35,
  'claude-3.7': claude37,
  'claude-4': claude4,
  'claude-4.5': claude45,
  'claude-4.6': claude46,
  'claude-mythos': { ...claude5, ids: /^anthropic\.claude-(mythos|fable)-/, reasoning: 'always-adaptive' },
  'claude-5': claude5,
  'nova-micro': { ...nova, ids: /^amazon\.nova-micro/, takes: ['system', 'tools'] },
  'nova-2': { ...nova, ids: /^amazon\.nova-2-/, reasoning: 'nova' },
  nova,
  llama: { ...openWeights, ids: /^meta\.llama/, takes: everything },
  'mistral-7b': { ...openWeights, ids: /^mistral\.mi(stral-7b|xtral)/, takes: ['documents'] },
  mistral: { ...other, ids: /^mistral\./ },
  'deepseek-r1': { ...openWeights, ids: /^deepseek\.r1/, reasoning: 'always', takes: ['system', 'documents'] },
  'gpt-oss': { ...openWeights, ids: /^openai\.gpt-oss/, reasoning: 'effort', json: 'output-config' },
  qwen: { ...openWeights, ids: /^qwen\./, json: 'output-config' },
  other,
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
