import type { ChatCompletionMessageFunctionToolCall } from 'openai/resources/chat/completions';
import type { Call } from '../../../chat/chat-event.ts';

/** A call as Chat Completions has it, in a chunk and in a message. */
export function toToolCall({ id, name, json }: Call): ChatCompletionMessageFunctionToolCall {
  return { id, type: 'function', function: { name, arguments: json } };
}
