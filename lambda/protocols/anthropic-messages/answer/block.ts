import type { Call } from '../../../chat/chat-event.ts';
import { toBase64 } from '../../../read/base64.ts';
import type { ContentBlock } from './wire.ts';

/** A call for the client to run. In a stream it starts without its input. */
export function toToolUse({ id, name }: Call, input: unknown): ContentBlock {
  return { type: 'tool_use', id, name, input, caller: { type: 'direct' } };
}

export function toRedacted(data: Uint8Array): ContentBlock {
  return { type: 'redacted_thinking', data: toBase64(data) };
}
