import type { Stop, StopWords } from '../../../chat/stop.ts';
import type { AnswerContext } from '../../protocol.ts';
import type { StopFields } from './wire.ts';

const stopReasons = {
  finished: 'end_turn',
  'tool-use': 'tool_use',
  length: 'max_tokens',
  'stop-sequence': 'stop_sequence',
  'context-full': 'model_context_window_exceeded',
  'max-steps': 'pause_turn',
  guardrail: 'refusal',
  filtered: 'refusal',
} as const satisfies StopWords<NonNullable<StopFields['stop_reason']>>;

/**
 * How an answer stopped, in Anthropic's words. Converse does not say at which sequence it stopped: it is reported if the
 * request has only one.
 */
export function toStopFields({ kind }: Stop, { question }: Pick<AnswerContext, 'question'>): StopFields {
  const [only = null, ...others] = question.chat.stopSequences ?? [];
  const isKnown = kind === 'stop-sequence' && others.length === 0;
  return { stop_reason: stopReasons[kind], stop_sequence: isKnown ? only : null, stop_details: null };
}
