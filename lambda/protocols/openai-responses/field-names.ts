import type { FieldNames } from '../name-field.ts';

/** What Responses calls the things that a model may not take. */
export const fieldNames: FieldNames = {
  system: 'instructions',
  images: 'input',
  documents: 'input',
  tools: 'tools',
  toolChoice: 'tool_choice',
  prefill: 'input',
  outputFormat: 'text.format',
  reasoning: 'reasoning.effort',
  effort: 'reasoning.effort',
  maxTokens: 'max_output_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
};
