import type { Effort } from '../../chat/chat-request.ts';
import type { AttachmentFeature, CacheTtl } from '../../chat/content.ts';

/** What the models of one family accept. */
export interface Family {
  /** Foundation model ids, without a profile's prefix. */
  readonly ids: RegExp;
  /** Which of temperature and top-p: both, one at a time, neither. */
  readonly sampling: 'any' | 'one' | 'none';
  /** Where a top-k goes in the model's own fields. */
  readonly topK?: 'top_k' | 'inferenceConfig.topK';
  readonly takesStopSequences: boolean;
  /** How a request turns its thinking on. `never`: no request can. `always`: it always thinks, and no request changes how. */
  readonly reasoning:
    | 'never'
    | 'always'
    | 'budget'
    | 'budget-or-adaptive'
    | 'adaptive'
    | 'nova'
    | 'reasoning_effort'
    | 'reasoning.effort';
  /** Whether a request can turn its thinking off. */
  readonly canRest: boolean;
  /** The efforts that it knows, weakest first. Any other becomes the next weaker one. */
  readonly efforts: readonly Effort[];
  /** How it is made to answer in JSON: with Converse's outputConfig, with a forced tool call, or not at all. */
  readonly json: 'output-config' | 'forced-tool' | 'none';
  /** `tools` means tools in a stream: some models support them only in buffered answers, and every answer here is a stream. */
  readonly takes: readonly ('system' | 'tools' | AttachmentFeature)[];
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
  /** How long its prompt cache can keep a prompt. Empty: a request can’t control its cache. */
  readonly cacheTtls: readonly CacheTtl[];
  /** Whether Bedrock's CountTokens knows it. */
  readonly countsTokens: boolean;
  /** Of a model that turns texts into vectors, and answers nothing. */
  readonly embeds?: Embeds;
}

export interface Embeds {
  /** How it is asked (lambda/embeddings/wires.ts). */
  readonly wire: 'titan' | 'cohere' | 'cohere-3' | 'nova';
  /** How many numbers a vector may have; the first is the model's own. */
  readonly dimensions: readonly number[];
}

/**
 * A model that is not in the table, and the base of every row. It accepts text and tools only, which every chat model of
 * 2025 and later supports on Converse.
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
