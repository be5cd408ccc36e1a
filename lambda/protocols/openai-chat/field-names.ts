import type { FieldNames } from '../name-field.ts';

/** What Chat Completions calls the things that a model may not take. */
export const fieldNames: FieldNames = {
  system: 'messages',
  images: 'messages',
  documents: 'messages',
  tools: 'tools',
  toolChoice: 'tool_choice',
  prefill: 'messages',
  outputFormat: 'response_format',
  reasoning: 'reasoning_effort',
  effort: 'reasoning_effort',
  maxTokens: 'max_completion_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop',
};
