import type { Usage } from '../../chat/chat-event.ts';
import type { AnswerContext } from '../protocol.ts';

/** The message that an answer is, or begins as. */
export function toMessage({ incoming, model }: AnswerContext): object {
  return { id: `msg_${incoming.requestId}`, type: 'message', role: 'assistant', model: model.alias };
}

/** Anthropic keeps cached tokens apart from the others, as Bedrock does. */
export function toAnthropicUsage(usage: Usage | undefined): object {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0 } = usage ?? {};
  return {
    input_tokens: input,
    output_tokens: output,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
  };
}
