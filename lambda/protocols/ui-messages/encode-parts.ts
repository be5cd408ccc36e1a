import type { ChatEvent, Usage } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import type { AnswerContext, Form } from '../protocol.ts';
import { heartbeat, toServerSentEvent } from '../sse.ts';
import { toFinishReason } from './finish-reason.ts';
import { type StreamPart, trackParts } from './track-parts.ts';

/** The one form there is. */
export const streamForm: Form = {
  name: 'stream',
  mediaType: 'text/event-stream',
  hasHeartbeat: true,
  headers: () => ({ 'x-vercel-ai-ui-message-stream': 'v1' }),
  encode: encodeParts,
};

/** Ends with `[DONE]` only after a true end. */
async function* encodeParts(
  events: AsyncIterable<ChatEvent>,
  { incoming, model }: AnswerContext,
): AsyncGenerator<string> {
  const readBlocks = trackParts();
  let usage: Usage | undefined;
  for await (const event of events) {
    for (const part of readBlocks(event)) yield toServerSentEvent(part);
    if (event.type === 'message-start') {
      // No message id: the client has one, and keeps it when tools make one message of several answers.
      const messageMetadata = { model: model.alias, requestId: incoming.requestId };
      yield toServerSentEvent({ type: 'start', messageMetadata });
      yield toServerSentEvent({ type: 'start-step' });
    }
    if (event.type === 'silence') yield heartbeat;
    if (event.type === 'usage') ({ usage } = event);
    if (event.type === 'message-stop') yield* end(event.stopReason, usage);
    if (event.type === 'failure') yield* fail(event.failure);
  }
}

function* end(stopReason: string, usage: Usage | undefined): Generator<string> {
  const finishReason = toFinishReason(stopReason);
  if (finishReason instanceof Failure) {
    yield* fail(finishReason);
    return;
  }
  const messageMetadata = usage && { usage: toUiUsage(usage) };
  yield toServerSentEvent({ type: 'finish-step' });
  yield toServerSentEvent({ type: 'finish', finishReason, ...(messageMetadata && { messageMetadata }) });
  yield 'data: [DONE]\n\n';
}

/** `useChat` throws at an error. That it was us who ended the answer is told before it. */
function* fail({ kind, message }: Failure): Generator<string> {
  const parts: StreamPart[] = [{ type: 'error', errorText: message }];
  if (kind === 'deadline') parts.unshift({ type: 'abort', reason: message });
  for (const part of parts) yield toServerSentEvent(part);
}

/** In the AI SDK's words. What the prompt cache gave and took is among the input. */
function toUiUsage({ input, output, cacheRead = 0, cacheWrite = 0 }: Usage): object {
  const inputTokens = input + cacheRead + cacheWrite;
  return { inputTokens, outputTokens: output, totalTokens: inputTokens + output, cachedInputTokens: cacheRead };
}
