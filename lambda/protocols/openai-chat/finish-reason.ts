import { Failure } from '../../chat/failure.ts';

const finishReasons: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
};

/** Bedrock's stop reason in OpenAI's words. What has no word there is no finish but a failure: `stop` would be a lie. */
export function toFinishReason(stopReason: string): string | Failure {
  return finishReasons[stopReason] ?? new Failure('model-error', `the model stopped without an end: ${stopReason}`);
}
