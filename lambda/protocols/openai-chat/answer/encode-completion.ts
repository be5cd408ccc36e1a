import type { ChatEvent } from '../../../chat/chat-event.ts';
import { type Answer, fold, wordsOf } from '../../../chat/fold.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { finishReasons } from './finish-reason.ts';
import { toIdentity } from './identity.ts';
import { toToolCall } from './tool-call.ts';
import { toOpenaiUsage } from './usage.ts';
import type { Completion, Message } from './wire.ts';

/** `stream: false`: one reply when all is there. */
export const wholeFormat: Format = {
  name: 'whole',
  mediaType: 'application/json',
  hasHeartbeat: false,
  encode: encodeCompletion,
};

async function* encodeCompletion(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  yield JSON.stringify(toCompletion(await fold(events), context));
}

function toCompletion(answer: Answer, context: AnswerContext): Completion {
  const { usage, stop } = answer;
  const content = wordsOf(answer, 'text');
  const reasoning = wordsOf(answer, 'reasoning');
  const calls = answer.calls.map(toToolCall);
  const message: Message = {
    role: 'assistant',
    content: content === '' && calls.length > 0 ? null : content,
    refusal: null,
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  return {
    ...toIdentity(context),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasons[stop.kind] }],
    ...(usage && { usage: toOpenaiUsage(usage) }),
  };
}
