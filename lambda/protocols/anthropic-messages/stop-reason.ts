import { Failure } from '../../chat/failure.ts';

const stopReasons: Readonly<Record<string, string>> = {
  end_turn: 'end_turn',
  tool_use: 'tool_use',
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  model_context_window_exceeded: 'model_context_window_exceeded',
  guardrail_intervened: 'refusal',
  content_filtered: 'refusal',
};

/** Bedrock's stop reason in Anthropic's words. What has no word there is no stop but a failure. */
export function toStopReason(stopReason: string): string | Failure {
  return stopReasons[stopReason] ?? new Failure('model-error', `the model stopped without an end: ${stopReason}`);
}
