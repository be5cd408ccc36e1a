import type { Failure } from './failure.ts';

/**
 * What happens while a model answers, in Rivulet's own words. A regular sequence is
 *
 *     message-start (block-start delta* block-stop)* usage? message-stop
 *
 * with `silence` anywhere after message-start, and cut anywhere by one `failure`, which is then the last event.
 * `regular.ts` makes every Bedrock stream regular; encoders rely on it and repair nothing.
 */
export type ChatEvent =
  | { readonly type: 'message-start' }
  | { readonly type: 'block-start'; readonly index: number; readonly block: Block }
  | { readonly type: 'text-delta'; readonly index: number; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly index: number; readonly text: string }
  | { readonly type: 'reasoning-signature'; readonly index: number; readonly signature: string }
  | { readonly type: 'reasoning-redacted'; readonly index: number; readonly data: Uint8Array }
  | { readonly type: 'tool-use-delta'; readonly index: number; readonly json: string }
  | { readonly type: 'citation'; readonly index: number; readonly citation: Citation }
  | { readonly type: 'block-stop'; readonly index: number }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'message-stop'; readonly stopReason: string }
  | { readonly type: 'silence' }
  | { readonly type: 'failure'; readonly failure: Failure };

/** Whether a sequence is over with this event. */
export function isLast({ type }: ChatEvent): boolean {
  return type === 'message-stop' || type === 'failure';
}

export type Block =
  | { readonly kind: 'text' }
  | { readonly kind: 'reasoning' }
  | { readonly kind: 'tool-use'; readonly id: string; readonly name: string };

/** A source the model names for what it just said. */
export interface Citation {
  readonly title?: string;
  readonly source?: string;
  readonly quotes: readonly string[];
}

/** Tokens. `input` leaves out what was read from and written to the prompt cache, as Bedrock counts. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly total: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}
