import { Failure } from '../../chat/failure.ts';
import type { AnswerContext } from '../protocol.ts';

const stopReasons: Readonly<Record<string, string>> = {
  end_turn: 'end_turn',
  tool_use: 'tool_use',
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  model_context_window_exceeded: 'model_context_window_exceeded',
  guardrail_intervened: 'refusal',
  content_filtered: 'refusal',
};

interface Stop {
  readonly stop_reason: string;
  readonly stop_sequence: string | null;
  readonly stop_details: null;
}

/**
 * Bedrock's stop reason in Anthropic's words. What has no word there is no stop but a failure. Converse does not say at
 * which sequence it stopped: it is told where only one was asked for.
 */
export function toStop(stopReason: string, { input }: Pick<AnswerContext, 'input'>): Stop | Failure {
  const named = stopReasons[stopReason];
  if (named === undefined) return new Failure('model-error', `the model stopped without an end: ${stopReason}`);
  const [only = null, ...others] = input.inferenceConfig.stopSequences ?? [];
  const isKnown = stopReason === 'stop_sequence' && others.length === 0;
  return { stop_reason: named, stop_sequence: isKnown ? only : null, stop_details: null };
}
