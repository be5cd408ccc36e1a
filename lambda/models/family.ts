import type { Effort } from '../chat/chat-request.ts';
import type { CacheTtl } from '../chat/content.ts';

/** What the models of one family take, where they differ. */
export interface Family {
  /** Foundation model ids, without a profile's prefix. */
  readonly ids: RegExp;
  /** Which of temperature and top-p: both, one at a time, neither. */
  readonly sampling: 'any' | 'one' | 'none';
  /** Where a top-k goes in the model's own fields. */
  readonly topK?: 'top_k' | 'inferenceConfig.topK';
  readonly takesStopSequences: boolean;
  /** In whose words it is told to think. `never`: it does not. `always`: it thinks, and nothing tells it how. */
  readonly reasoning:
    | 'never'
    | 'always'
    | 'budget'
    | 'budget-or-adaptive'
    | 'adaptive'
    | 'nova'
    | 'reasoning_effort'
    | 'reasoning.effort';
  /** Whether it can be told not to think. */
  readonly canRest: boolean;
  /** The words of effort that it knows, weakest first. Another word becomes the next weaker one. */
  readonly efforts: readonly Effort[];
  /** How it is held to JSON: by Converse's outputConfig, by being made to call a tool, or not at all. */
  readonly json: 'output-config' | 'forced-tool' | 'none';
  /** `tools` means tools in a stream: some models have them in whole answers only, which nobody gets here. */
  readonly takes: readonly ('system' | 'images' | 'documents' | 'tools')[];
  /** Whether it can be made to call a tool: any, or the one that is named. */
  readonly forcesTools: boolean;
  /** Whether it takes Anthropic's `tool_choice` among its own fields. */
  readonly takesOwnToolChoice: boolean;
  /** Whether it goes on with an assistant's message that the request ends with. */
  readonly takesPrefill: boolean;
  /** The most tokens that an answer may have, where that is known. */
  readonly maxTokens?: number;
  /** Whether it can be held to a tool's schema. */
  readonly strictTools: boolean;
  /** How long its prompt cache keeps what it is told to keep. Empty: it has none that can be told. */
  readonly cacheTtls: readonly CacheTtl[];
  /** Whether Bedrock's CountTokens knows it. */
  readonly countsTokens: boolean;
}

/**
 * A model that nobody has described, and what each described family differs from: it is asked for text and tools, which
 * every chat model of 2025 and later has on Converse, and for nothing else.
 */
export const other: Family = {
  ids: /^/,
  sampling: 'any',
  takesStopSequences: true,
  reasoning: 'never',
  canRest: true,
  efforts: [],
  json: 'none',
  takes: ['system', 'tools'],
  forcesTools: false,
  takesOwnToolChoice: false,
  takesPrefill: false,
  strictTools: false,
  cacheTtls: [],
  countsTokens: false,
};
