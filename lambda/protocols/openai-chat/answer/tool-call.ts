import type { ChatCompletionMessage, ChatCompletionMessageToolCall } from 'openai/resources/chat/completions';
import type { Call } from '../../../chat/chat-event.ts';
import { toFreeText } from '../../openai/free-text.ts';
import type { AnswerContext } from '../../protocol.ts';

/** A call as Chat Completions has it, in a chunk and in a message. */
export function toToolCall(call: Call, { question: { chat } }: AnswerContext): ChatCompletionMessageToolCall {
  const { id, name, json } = call;
  const input = toFreeText(call, chat.tools);
  if (input !== undefined) return { id, type: 'custom', custom: { name, input } };
  return { id, type: 'function', function: { name, arguments: json } };
}

/** The same as clients knew it before there were tools. */
export function toFunctionCall({ name, json }: Call): ChatCompletionMessage.FunctionCall {
  return { name, arguments: json };
}
