import type { Usage } from '../../../chat/chat-event.ts';
import type { Incoming } from '../../../http/incoming.ts';
import type { AnswerContext } from '../../protocol.ts';
import type * as Wire from './wire.ts';

/** What Anthropic's clients show as the id of a request. */
export function requestIdHeader({ requestId }: Incoming): Readonly<Record<string, string>> {
  return { 'request-id': requestId };
}

/** What an answer of Anthropic's may have and none of Bedrock's has. */
const without = { container: null, diagnostics: null };

/** The message that an answer is, or begins as. */
type Frame = Omit<Wire.Message, 'content' | 'usage' | keyof Wire.StopFields>;

export function toMessage({ incoming, question: { model } }: AnswerContext): Frame {
  return { id: `msg_${incoming.requestId}`, type: 'message', role: 'assistant', model: model.alias, ...without };
}

/** What Anthropic counts and Bedrock does not report. */
const untold = {
  inference_geo: null,
  output_tokens_details: null,
  server_tool_use: null,
  service_tier: null,
  speed: null,
};

/** At the start of an answer. Clients add to these, so they are numbers. */
export const nothingCounted = {
  input_tokens: 0,
  output_tokens: 0,
  cache_read_input_tokens: 0,
  cache_creation_input_tokens: 0,
  // Clients take it from the first event that has it: until it is known it must not be there.
  cache_creation: null,
  ...untold,
};

const lost: Wire.Usage = {
  ...nothingCounted,
  input_tokens: null,
  output_tokens: null,
  cache_read_input_tokens: null,
  cache_creation_input_tokens: null,
};

/** Anthropic keeps cached tokens apart from the others, as Bedrock does. */
export function toAnthropicUsage(usage: Usage | undefined): Wire.Usage {
  if (!usage) return lost;
  const { input, output, cacheRead = 0, cacheWrite = 0, cacheWriteOneHour = 0 } = usage;
  return {
    input_tokens: input,
    output_tokens: output,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
    cache_creation: {
      ephemeral_5m_input_tokens: cacheWrite - cacheWriteOneHour,
      ephemeral_1h_input_tokens: cacheWriteOneHour,
    },
    ...untold,
  };
}

/** The same at the end of a stream, where Anthropic has fewer of its fields. */
export function toDeltaUsage(usage: Usage | undefined): Wire.DeltaUsage {
  const { inference_geo: _geo, service_tier: _tier, speed: _speed, ...counted } = toAnthropicUsage(usage);
  return counted;
}
