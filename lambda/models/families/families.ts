import { efforts } from '../../chat/chat-request.ts';
import { claudeFamilies } from './claude-families.ts';
import { embeddingFamilies } from './embedding-families.ts';
import { type Family, other } from './family.ts';
import { openFamilies } from './open-families.ts';

/**
 * Every family, the most specific first. We tested none of it by calling a model: it is compiled from documentation and
 * from what others saw, with the dates. If a row is wrong, Bedrock refuses what the row allows, or a `family` in the
 * settings names a better one.
 */
export const families = {
  ...claudeFamilies,
  ...embeddingFamilies,

  /** Nova: AWS's table of what Converse supports. Nova Premier has ended (September 2026). */
  'nova-micro': {
    ...other,
    ids: /^amazon\.nova-micro/,
    takesPrefill: true,
    maxTokens: 10_000,
    topK: 'inferenceConfig.topK',
    json: 'forced-tool',
    forcesTools: true,
    cacheTtls: ['5m'],
  },
  /** It has `high`, too, but then accepts no `maxTokens` (a recording in vercel/ai), which is always sent. */
  'nova-2': {
    ...other,
    ids: /^amazon\.nova-2-/,
    maxTokens: 65_535,
    topK: 'inferenceConfig.topK',
    reasoning: 'nova',
    efforts: ['low', 'medium'],
    json: 'forced-tool',
    takes: ['system', 'images', 'documents', 'tools'],
    forcesTools: true,
    cacheTtls: ['5m'],
  },
  nova: {
    ...other,
    ids: /^amazon\.nova-/,
    takesPrefill: true,
    maxTokens: 10_000,
    topK: 'inferenceConfig.topK',
    json: 'forced-tool',
    takes: ['system', 'images', 'documents', 'tools'],
    forcesTools: true,
    cacheTtls: ['5m'],
  },

  ...openFamilies,

  /**
   * OpenAI's own models, from 5.6 on; those before are not on Converse. No sampling, no stop sequences (recordings in
   * vercel/ai, August 2026). Effort: stdapi.ai#283 and opencode#48195, tested in September 2026.
   */
  'gpt-5.6': {
    ...other,
    ids: /^openai\.gpt-5\.6/,
    maxTokens: 128_000,
    sampling: 'none',
    takesStopSequences: false,
    reasoning: 'reasoning.effort',
    efforts,
    json: 'output-config',
    takes: ['system', 'images', 'tools'],
    forcesTools: true,
  },
  /** They always think: Astra and 6.1 Sol refuse the effort `none` (26 September and 4 October 2026). */
  'gpt-6': {
    ...other,
    ids: /^openai\.gpt-[6-9]/,
    maxTokens: 128_000,
    sampling: 'none',
    takesStopSequences: false,
    reasoning: 'reasoning.effort',
    canRest: false,
    efforts,
    json: 'output-config',
    takes: ['system', 'images', 'tools'],
    forcesTools: true,
  },
  /** Its efforts are known; the field for them is not. */
  grok: {
    ...other,
    ids: /^xai\.grok-/,
    reasoning: 'always',
    canRest: false,
    takes: ['system', 'images', 'tools'],
  },
  /** Tools are refused (10 October 2026). */
  'palmyra-vision': { ...other, ids: /^writer\.palmyra-vision/, takes: ['system', 'images'] },
  other,
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
