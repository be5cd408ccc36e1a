import type { Stop, StopWords } from '../../../chat/stop.ts';
import type { Completion } from './wire.ts';

export type FinishReason = Completion['choices'][number]['finish_reason'];

/** How an answer stopped, in OpenAI's words. */
const finishReasons = {
  finished: 'stop',
  'stop-sequence': 'stop',
  'tool-use': 'tool_calls',
  length: 'length',
  'context-full': 'length',
  'max-steps': 'length',
  filtered: 'content_filter',
  guardrail: 'content_filter',
} as const satisfies StopWords<FinishReason>;

export function toFinishReason({ kind }: Stop, isLegacy: boolean): FinishReason {
  return isLegacy && kind === 'tool-use' ? 'function_call' : finishReasons[kind];
}
