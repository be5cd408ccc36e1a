import type { StopKind } from '../../../chat/stop.ts';
import type { Response } from './wire.ts';

/** How an answer ended, in OpenAI's words. */
export type Outcome =
  | { readonly status: 'completed' }
  | { readonly status: 'incomplete'; readonly incomplete_details: Response['incomplete_details'] };

const completed: Outcome = { status: 'completed' };

function incomplete(reason: 'max_output_tokens' | 'content_filter'): Outcome {
  return { status: 'incomplete', incomplete_details: { reason } };
}

export const outcomes = {
  finished: completed,
  'stop-sequence': completed,
  'tool-use': completed,
  length: incomplete('max_output_tokens'),
  'context-full': incomplete('max_output_tokens'),
  'max-steps': incomplete('max_output_tokens'),
  filtered: incomplete('content_filter'),
  guardrail: incomplete('content_filter'),
} as const satisfies Readonly<Record<StopKind, Outcome>>;
