import type * as Anthropic from '@anthropic-ai/sdk/resources/messages/messages';
import type { UnkeptField } from '../../unkept.ts';

// Anthropic's own types, and where an answer here differs from them.

/** None of what Anthropic's tools on the server leave in an answer. */
export type ContentBlock =
  | Anthropic.TextBlock
  | Anthropic.ThinkingBlock
  | Anthropic.RedactedThinkingBlock
  | Anthropic.ToolUseBlock;

/** Null where the stream broke before Bedrock sent the usage: 0 would be a lie. */
export type Usage = { readonly [K in keyof Anthropic.Usage]: Anthropic.Usage[K] | null };

/** How an answer stopped, at the end of a stream and in a whole message. */
export type StopFields = Pick<Anthropic.Message, 'stop_reason' | 'stop_sequence' | 'stop_details'>;

export type Message = Omit<Anthropic.Message, 'usage'> & UnkeptField & { readonly usage: Usage };

export type BlockEvent =
  | (Anthropic.RawContentBlockStartEvent & { readonly content_block: ContentBlock })
  | Anthropic.RawContentBlockDeltaEvent
  | Anthropic.RawContentBlockStopEvent;

/** The usage at the end is whole, not what was added, and with what was written to the cache: at the start nobody knows. */
export type DeltaUsage = Pick<Usage, keyof Anthropic.MessageDeltaUsage | 'cache_creation'>;

interface MessageDeltaEvent extends UnkeptField {
  readonly type: Anthropic.RawMessageDeltaEvent['type'];
  readonly delta: StopFields & { readonly container: null };
  readonly usage: DeltaUsage;
}

/** A sign of life. The SDK's type leaves it out, since the SDK skips it. */
interface PingEvent {
  readonly type: 'ping';
}

export type StreamEvent =
  | Anthropic.RawMessageStartEvent
  | BlockEvent
  | MessageDeltaEvent
  | PingEvent
  | Anthropic.RawMessageStopEvent;
