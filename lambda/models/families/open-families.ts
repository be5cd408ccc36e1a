import { type Family, other } from './family.ts';

/**
 * Models with open weights, each row by itself. Tools in a stream and images: tested with each id by others on
 * ConverseStream, on 10 October 2026. JSON: AWS's list of structured output of February 2026, and since then GLM 5 and
 * DeepSeek V3.2 (litellm#35669) and Kimi K3. A forced tool: AWS's API reference of ToolChoice, which names none of
 * these, and gpt-oss, which accepts it (langchain-aws#1278).
 */
export const openFamilies = {
  /** Tools in buffered answers only. 3.2 has ended. */
  'llama-4': { ...other, ids: /^meta\.llama4/, takes: ['system', 'images', 'documents'] },
  llama: { ...other, ids: /^meta\.llama/, takes: ['system', 'documents'] },

  'mistral-7b': { ...other, ids: /^mistral\.mi(stral-7b|xtral)/, takes: ['documents'] },
  /** Tools in buffered answers only. */
  'mistral-2024': { ...other, ids: /^mistral\.mistral-(large|small)-24/, takes: ['system', 'documents'] },
  pixtral: { ...other, ids: /^mistral\.pixtral/, takes: ['system', 'images', 'documents'] },
  mistral: {
    ...other,
    ids: /^mistral\.(mistral|ministral|magistral)/,
    json: 'output-config',
    takes: ['system', 'images', 'tools'],
    strictTools: true,
  },

  /** No tools in a stream (tested on 10 October 2026). */
  'deepseek-r1': {
    ...other,
    ids: /^deepseek\.r1/,
    reasoning: 'always',
    canRest: false,
    takes: ['system', 'documents'],
  },
  /** Kimi K3's efforts are known; the field for them is not. */
  'kimi-3': {
    ...other,
    ids: /^moonshotai\.kimi-k3/,
    reasoning: 'always',
    canRest: false,
    json: 'output-config',
    takes: ['system', 'images', 'tools'],
  },
  'kimi-thinking': {
    ...other,
    ids: /^moonshot\.kimi-k2-thinking/,
    reasoning: 'always',
    canRest: false,
    json: 'output-config',
    strictTools: true,
  },
  /** `none` was accepted in another field (9 October 2026), but we found no proof that it stops the thinking. */
  'gpt-oss': {
    ...other,
    ids: /^openai\.gpt-oss/,
    reasoning: 'reasoning_effort',
    canRest: false,
    efforts: ['low', 'medium', 'high'],
    json: 'output-config',
    forcesTools: true,
    strictTools: true,
  },
  'open-vision': {
    ...other,
    ids: /^(qwen\.qwen3-vl|google\.gemma-3|nvidia\.nemotron-nano-12b|moonshotai\.kimi-k2)/,
    json: 'output-config',
    takes: ['system', 'images', 'tools'],
    strictTools: true,
  },
  'open-text': {
    ...other,
    ids: /^(qwen\.|deepseek\.v3|nvidia\.nemotron|zai\.glm|minimax\.|mistral\.(devstral|voxtral))/,
    json: 'output-config',
    strictTools: true,
  },
} as const satisfies Record<string, Family>;
