import { Failure } from '../../chat/failure.ts';

/** How an answer ended, in OpenAI's words. */
export type Outcome =
  | { readonly status: 'completed' }
  | { readonly status: 'incomplete'; readonly incomplete_details: { readonly reason: string } };

const cutShort: Readonly<Record<string, string>> = {
  max_tokens: 'max_output_tokens',
  model_context_window_exceeded: 'max_output_tokens',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
};

const whole: ReadonlySet<string> = new Set(['end_turn', 'stop_sequence', 'tool_use']);

/** What has no word there is no end but a failure. */
export function toOutcome(stopReason: string): Outcome | Failure {
  if (whole.has(stopReason)) return { status: 'completed' };
  const reason = cutShort[stopReason];
  if (reason === undefined) return new Failure('model-error', `the model stopped without an end: ${stopReason}`);
  return { status: 'incomplete', incomplete_details: { reason } };
}
