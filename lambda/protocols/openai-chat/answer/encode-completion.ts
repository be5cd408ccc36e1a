import type { ChatEvent } from '../../../chat/chat-event.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { finishReasons } from './finish-reason.ts';
import { toIdentity } from './identity.ts';
import { toToolCall } from './tool-call.ts';
import { toOpenaiUsage } from './usage.ts';

/** `stream: false`: one reply when all is there. */
export const wholeFormat: Format = {
  name: 'whole',
  mediaType: 'application/json',
  hasHeartbeat: false,
  encode: encodeCompletion,
};

async function* encodeCompletion(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  let content = '';
  let reasoning = '';
  let usage: object | undefined;
  const calls: object[] = [];
  for await (const event of events) {
    if (event.type === 'text-delta') content += event.text;
    if (event.type === 'reasoning-delta') reasoning += event.text;
    if (event.type === 'call') calls.push(toToolCall(event.call));
    if (event.type === 'usage') usage = toOpenaiUsage(event.usage);
    if (event.type !== 'message-stop') continue;
    const message = {
      role: 'assistant',
      content: content === '' && calls.length > 0 ? null : content,
      refusal: null,
      ...(reasoning !== '' && { reasoning_content: reasoning }),
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: finishReasons[event.stop.kind] }];
    yield JSON.stringify({ ...toIdentity(context), object: 'chat.completion', choices, ...(usage && { usage }) });
  }
}
