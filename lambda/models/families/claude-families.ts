import { efforts } from '../../chat/chat-request.ts';
import { type Family, other } from './family.ts';

const everything = ['system', 'images', 'documents', 'tools'] as const;
/**
 * AWS's page of `SearchResultBlock` names 3.7, Sonnet and Opus 4, Opus 4.1, Sonnet 4.5 and none that is later (read in
 * November 2026). Opus 4.5 shares the row of Sonnet 4.5.
 */
const everythingAndSearchResults = [...everything, 'searchResults'] as const;

const until46 = {
  ...other,
  topK: 'top_k',
  takes: everything,
  forcesTools: true,
  cacheTtls: ['5m'],
  countsTokens: true,
} as const satisfies Family;

const since47 = {
  ...other,
  sampling: 'none',
  reasoning: 'adaptive',
  efforts,
  takes: everything,
  takesOwnToolChoice: true,
  maxTokens: 128_000,
  cacheTtls: ['5m', '1h'],
} as const satisfies Family;

/**
 * Anthropic's models, each row by itself but for what those until 4.6, or since 4.7, have in common. Sources, read in
 * November 2026: AWS's model cards, Anthropic's pages of each model's breaking changes, @ai-sdk/anthropic 4.0.105, and
 * what others met on ConverseStream until October 2026.
 * The most tokens of an answer and prefill, which ended with 4.6: Anthropic's pages of the models; where two models of a row differ, the
 * smaller number. Its own `tool_choice` is taken since 4.5 (litellm#34347).
 * CountTokens knows 3.5 to 4.6 by their foundation model id and refuses 4.7 and later (met in August 2026; AWS's page
 * has those on another endpoint).
 */
export const claudeFamilies = {
  /** Claude 3 has ended; 3.5 and 3.7 have in the commercial regions, by June 2026. */
  'claude-3.5': {
    ...until46,
    ids: /^anthropic\.claude-3-5-/,
    takesPrefill: true,
    maxTokens: 8192,
    json: 'forced-tool',
  },
  'claude-3.7': {
    ...until46,
    ids: /^anthropic\.claude-3-7-/,
    takesPrefill: true,
    maxTokens: 64_000,
    reasoning: 'budget',
    json: 'forced-tool',
    takes: everythingAndSearchResults,
  },
  'claude-4': {
    ...until46,
    ids: /^anthropic\.claude-(opus|sonnet)-4-\d{8}/,
    takesPrefill: true,
    maxTokens: 32_000,
    sampling: 'one',
    reasoning: 'budget',
    json: 'forced-tool',
    takes: everythingAndSearchResults,
  },
  /** Structured output: AWS's card, by models.dev in May 2026. */
  'claude-opus-4.1': {
    ...until46,
    ids: /^anthropic\.claude-opus-4-1-/,
    takesPrefill: true,
    maxTokens: 32_000,
    sampling: 'one',
    reasoning: 'budget',
    json: 'output-config',
    takes: everythingAndSearchResults,
    strictTools: true,
  },
  /** Its card has structured output. Since late August 2026 Bedrock refuses it for some accounts (vercel/ai#19988). */
  'claude-haiku-4.5': {
    ...until46,
    ids: /^anthropic\.claude-haiku-4-5/,
    takesOwnToolChoice: true,
    takesPrefill: true,
    maxTokens: 64_000,
    sampling: 'one',
    reasoning: 'budget',
    json: 'forced-tool',
    strictTools: true,
    cacheTtls: ['5m', '1h'],
  },
  'claude-4.5': {
    ...until46,
    ids: /^anthropic\.claude-[a-z]+-4-5/,
    takesOwnToolChoice: true,
    takesPrefill: true,
    maxTokens: 64_000,
    sampling: 'one',
    reasoning: 'budget',
    json: 'output-config',
    takes: everythingAndSearchResults,
    strictTools: true,
    cacheTtls: ['5m', '1h'],
  },
  /** No xhigh: Anthropic's page of effort. */
  'claude-4.6': {
    ...until46,
    ids: /^anthropic\.claude-[a-z]+-4-6/,
    takesOwnToolChoice: true,
    maxTokens: 64_000,
    sampling: 'one',
    reasoning: 'budget-or-adaptive',
    efforts: ['low', 'medium', 'high', 'max'],
    json: 'output-config',
    strictTools: true,
    cacheTtls: ['5m', '1h'],
  },
  /**
   * 4.7 to 5, and Haiku 5.5, which accepts what these accept (tested with and without thinking on 9 October 2026). They
   * refuse `output_config.format` and strict tools (vercel/ai#14773, presenton#939; their cards say the same). Since 2
   * November 2026 the AI SDK uses Converse's output format for some of them. We don't know for which, and a forced
   * tool works for all.
   */
  'claude-5': {
    ...since47,
    ids: /^anthropic\.claude-(opus-4-[78]|(opus|sonnet)-5(?!-5)|haiku-5-5)/,
    json: 'forced-tool',
    forcesTools: true,
  },
  /** Fable 5 and Mythos always think. */
  'claude-mythos': {
    ...since47,
    ids: /^anthropic\.claude-(fable-5(?!-\d)|mythos-(preview|5(?!-\d)))/,
    canRest: false,
    json: 'forced-tool',
    forcesTools: true,
  },
  /**
   * Opus and Sonnet 5.5, Fable and Mythos 5.1 and later: they always think and refuse a forced tool (Anthropic's pages
   * of breaking changes). Only Converse's output format is left; the AI SDK uses it on Bedrock since 30 October 2026,
   * while the cards of 6 October had none. A Claude that is newer than this table is treated as one of these.
   */
  'claude-5.5': {
    ...since47,
    ids: /^anthropic\.claude-[a-z]+-\d/,
    canRest: false,
    json: 'output-config',
  },
} as const satisfies Record<string, Family>;
