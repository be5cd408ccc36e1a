import type { ChatEvent } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import type { AnswerContext, Form } from '../protocol.ts';
import { toFinishReason } from './finish-reason.ts';
import { toIdentity } from './identity.ts';
import { toOpenaiUsage } from './usage.ts';

/** `stream: false`: one reply when all is there. */
export const wholeForm: Form = {
  name: 'whole',
  mediaType: 'application/json',
  hasHeartbeat: false,
  encode: encodeCompletion,
};

interface Call {
  readonly id: string;
  readonly name: string;
  arguments: string;
}

async function* encodeCompletion(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  let content = '';
  let reasoning = '';
  let usage: object | undefined;
  const calls: Call[] = [];
  for await (const event of events) {
    if (event.type === 'text-delta') content += event.text;
    if (event.type === 'reasoning-delta') reasoning += event.text;
    if (event.type === 'block-start' && event.block.kind === 'tool-use') calls.push({ ...event.block, arguments: '' });
    const call = calls.at(-1);
    if (event.type === 'tool-use-delta' && call) call.arguments += event.json;
    if (event.type === 'usage') usage = toOpenaiUsage(event.usage);
    if (event.type !== 'message-stop') continue;
    const finishReason = toFinishReason(event.stopReason);
    if (finishReason instanceof Failure) throw finishReason;
    const message = {
      role: 'assistant',
      content: content === '' && calls.length > 0 ? null : content,
      refusal: null,
      ...(reasoning !== '' && { reasoning_content: reasoning }),
      ...(calls.length > 0 && { tool_calls: calls.map(toToolCall) }),
    };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: finishReason }];
    yield JSON.stringify({ ...toIdentity(context), object: 'chat.completion', choices, ...(usage && { usage }) });
  }
}

function toToolCall({ id, name, arguments: input }: Call): object {
  return { id, type: 'function', function: { name, arguments: input } };
}
