import type { ChatEvent } from '../../../chat/chat-event.ts';
import { type Answer, citationsOf, fold, wordsOf } from '../../../chat/fold.ts';
import { toJson } from '../../../read/to-json.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { toUnkeptField } from '../../unkept.ts';
import type { ParsedRequest } from '../request/parse-request.ts';
import { toAnnotation } from './annotation.ts';
import { toFinishReason } from './finish-reason.ts';
import { toIdentity } from './identity.ts';
import { toFunctionCall, toToolCall } from './tool-call.ts';
import { toOpenaiUsage } from './usage.ts';
import type { Completion, Message } from './wire.ts';

type Asked = Pick<ParsedRequest, 'isLegacy'>;

/** `stream: false`: one JSON answer when all is there. */
export function wholeFormat(asked: Asked): Format {
  return {
    name: 'whole',
    mediaType: 'application/json',
    hasHeartbeat: false,
    encode: (events, context) => encodeCompletion(events, context, asked),
  };
}

async function* encodeCompletion(
  events: AsyncIterable<ChatEvent>,
  context: AnswerContext,
  asked: Asked,
): AsyncGenerator<string> {
  yield toJson(toCompletion(await fold(events), context, asked));
}

function toCompletion(answer: Answer, context: AnswerContext, { isLegacy }: Asked): Completion {
  const { usage, stop } = answer;
  const content = wordsOf(answer, 'text');
  const reasoning = wordsOf(answer, 'reasoning');
  const calls = answer.calls.map((call) => toToolCall(call, context));
  const [first] = answer.calls;
  const annotations = citationsOf(answer).flatMap((citation) => toAnnotation(citation, citation.at) ?? []);
  const message: Message = {
    role: 'assistant',
    content: content === '' && calls.length > 0 ? null : content,
    refusal: null,
    ...(annotations.length > 0 && { annotations }),
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(calls.length > 0 && !isLegacy && { tool_calls: calls }),
    ...(first && isLegacy && { function_call: toFunctionCall(first) }),
  };
  return {
    ...toIdentity(context),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: toFinishReason(stop, isLegacy) }],
    ...(usage && { usage: toOpenaiUsage(usage) }),
    ...toUnkeptField(answer.isUnkept),
  };
}
