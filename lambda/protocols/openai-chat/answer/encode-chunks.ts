import type { ChatEvent } from '../../../chat/chat-event.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { toErrorBody } from '../../openai/error-body.ts';
import { heartbeat, toServerSentEvent } from '../../sse.ts';
import { fieldNames } from '../field-names.ts';
import { finishReasons } from './finish-reason.ts';
import { toIdentity } from './identity.ts';
import { toToolCall } from './tool-call.ts';
import { toOpenaiUsage } from './usage.ts';

/** `stream: true`. `hasUsage` is `stream_options.include_usage`. */
export function streamFormat(hasUsage: boolean): Format {
  return {
    name: 'stream',
    mediaType: 'text/event-stream',
    hasHeartbeat: true,
    encode: (events, context) => encodeChunks(events, context, hasUsage),
  };
}

/** Ends with `[DONE]` only after a true end; anything else ends with an error frame, or is cut and has neither. */
async function* encodeChunks(
  events: AsyncIterable<ChatEvent>,
  context: AnswerContext,
  hasUsage: boolean,
): AsyncGenerator<string> {
  const identity = { ...toIdentity(context), object: 'chat.completion.chunk' };
  const toChunk = (delta: object, finishReason: string | null = null) =>
    toServerSentEvent({ ...identity, choices: [{ index: 0, delta, finish_reason: finishReason }] });
  // The index of a call counts calls, where Bedrock counts blocks of any kind.
  let calls = 0;
  let usage: object | undefined;
  for await (const event of events) {
    switch (event.type) {
      case 'message-start':
        yield toChunk({ role: 'assistant', content: '' });
        break;
      case 'text-delta':
        yield toChunk({ content: event.text });
        break;
      case 'reasoning-delta':
        yield toChunk({ reasoning_content: event.text });
        break;
      case 'call':
        yield toChunk({ tool_calls: [{ index: calls++, ...toToolCall(event.call) }] });
        break;
      case 'usage':
        usage = toOpenaiUsage(event.usage);
        break;
      case 'silence':
        yield heartbeat;
        break;
      case 'message-stop':
        yield toChunk({}, finishReasons[event.stop.kind]);
        if (hasUsage && usage) yield toServerSentEvent({ ...identity, choices: [], usage });
        yield 'data: [DONE]\n\n';
        break;
      case 'failure':
        yield toServerSentEvent(toErrorBody(event.failure, fieldNames));
        break;
      // Chat Completions has no place for these. Half a call would be run by clients that mend half a JSON: LangChain's do.
      case 'block-start':
      case 'tool-use-delta':
      case 'reasoning-signature':
      case 'reasoning-redacted':
      case 'server-tool-delta':
      case 'server-tool-result':
      case 'citation':
      case 'block-stop':
    }
  }
}
