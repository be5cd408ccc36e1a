import type { FieldNames } from '../name-field.ts';

/** What Messages calls the things that a model may not take. */
export const fieldNames: FieldNames = {
  system: 'system',
  images: 'messages',
  documents: 'messages',
  searchResults: 'messages',
  tools: 'tools',
  toolChoice: 'tool_choice',
  prefill: 'messages',
  outputFormat: 'output_config.format',
  reasoning: 'thinking',
  effort: 'output_config.effort',
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop_sequences',
};
