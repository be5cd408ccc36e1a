import { Failure } from '../../chat/failure.ts';

const finishReasons: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool-calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  guardrail_intervened: 'content-filter',
  content_filtered: 'content-filter',
};

/** Bedrock's stop reason in the AI SDK's words. What has no word there is no finish but a failure. */
export function toFinishReason(stopReason: string): string | Failure {
  return finishReasons[stopReason] ?? new Failure('model-error', `the model stopped without an end: ${stopReason}`);
}
