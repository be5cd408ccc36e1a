import type { FinishReason } from 'ai';
import type { StopWords } from '../../../chat/stop.ts';

/** How an answer stopped, in the AI SDK's words. */
export const finishReasons = {
  finished: 'stop',
  'stop-sequence': 'stop',
  'tool-use': 'tool-calls',
  length: 'length',
  'context-full': 'length',
  'max-steps': 'length',
  filtered: 'content-filter',
  guardrail: 'content-filter',
} as const satisfies StopWords<FinishReason>;
