import type { ChatEvent, Usage } from '../../../chat/chat-event.ts';
import { addUsage } from '../../../chat/usage.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { toErrorBody } from '../../openai/error-body.ts';
import { heartbeat, toServerSentEvent } from '../../sse.ts';
import { fieldNames } from '../field-names.ts';
import { toUnkeptField, type UnkeptField } from '../../unkept.ts';
import type { ParsedRequest } from '../request/parse-request.ts';
import { toAnnotation } from './annotation.ts';
import { type FinishReason, toFinishReason } from './finish-reason.ts';
import { toIdentity } from './identity.ts';
import { toFunctionCall, toToolCall } from './tool-call.ts';
import { toOpenaiUsage } from './usage.ts';
import type { Chunk, Delta } from './wire.ts';

/** What a stream is asked for. `hasUsage` is `stream_options.include_usage`. */
type Asked = Pick<ParsedRequest, 'hasUsage' | 'isLegacy'>;

/** `stream: true`. */
export function streamFormat(asked: Asked): Format {
  return {
    name: 'stream',
    mediaType: 'text/event-stream',
    hasHeartbeat: true,
    encode: (events, context) => encodeChunks(events, context, asked),
  };
}

const toEvent: (chunk: Chunk) => string = toServerSentEvent;

/** Ends with `[DONE]` only after a true end; anything else ends with an error frame, or is cut and has neither. */
async function* encodeChunks(
  events: AsyncIterable<ChatEvent>,
  context: AnswerContext,
  { hasUsage, isLegacy }: Asked,
): AsyncGenerator<string> {
  const identity = { ...toIdentity(context), object: 'chat.completion.chunk' } as const;
  const say = (delta: Delta, finishReason: FinishReason | null = null, unkept: UnkeptField = {}) =>
    toEvent({ ...identity, choices: [{ index: 0, delta, finish_reason: finishReason }], ...unkept });
  // The index of a call counts calls, where Bedrock counts blocks of any kind.
  let calls = 0;
  let usage: Usage | undefined;
  /** How long the text is so far. */
  let length = 0;
  for await (const event of events) {
    switch (event.type) {
      case 'message-start':
        yield say({ role: 'assistant', content: '' });
        break;
      case 'text-delta':
        length += event.text.length;
        yield say({ content: event.text });
        break;
      case 'citation': {
        const annotation = toAnnotation(event.citation, length);
        if (annotation) yield say({ annotations: [annotation] });
        break;
      }
      case 'reasoning-delta':
        yield say({ reasoning_content: event.text });
        break;
      case 'call':
        yield say(
          isLegacy
            ? { function_call: toFunctionCall(event.call) }
            : { tool_calls: [{ index: calls++, ...toToolCall(event.call, context) }] },
        );
        break;
      case 'usage':
        usage = addUsage(usage, event.usage);
        break;
      case 'silence':
        yield heartbeat;
        break;
      case 'message-stop':
        yield say({}, toFinishReason(event.stop, isLegacy), toUnkeptField(event.isUnkept));
        if (hasUsage && usage) yield toEvent({ ...identity, choices: [], usage: toOpenaiUsage(usage) });
        yield 'data: [DONE]\n\n';
        break;
      case 'failure':
        yield toServerSentEvent(toErrorBody(event.failure, fieldNames));
        break;
      // Chat Completions has no place for these. Half a call would be run by clients that mend half a JSON: LangChain's do.
      case 'sources':
      case 'block-start':
      case 'tool-use-delta':
      case 'reasoning-signature':
      case 'reasoning-redacted':
      case 'server-tool-delta':
      case 'server-tool-result':
      case 'block-stop':
    }
  }
}
