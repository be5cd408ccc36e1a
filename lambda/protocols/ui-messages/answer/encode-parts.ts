import type { ChatEvent, Usage } from '../../../chat/chat-event.ts';
import { addUsage, promptTokens } from '../../../chat/usage.ts';
import type { Failure } from '../../../chat/failure.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { heartbeat, toServerSentEvent } from '../../sse.ts';
import { finishReasons } from './finish-reason.ts';
import { trackParts } from './track-parts.ts';
import type { Metadata, StreamPart } from './wire.ts';

/** The one format there is. */
export const streamFormat: Format = {
  name: 'stream',
  mediaType: 'text/event-stream',
  hasHeartbeat: true,
  headers: () => ({ 'x-vercel-ai-ui-message-stream': 'v1' }),
  encode: encodeParts,
};

const toEvent: (part: StreamPart) => string = toServerSentEvent;

/** Ends with `[DONE]` only after a true end. */
async function* encodeParts(
  events: AsyncIterable<ChatEvent>,
  { incoming, question: { model } }: AnswerContext,
): AsyncGenerator<string> {
  const tracked = trackParts();
  // No message id: the client has one, and keeps it when tools make one message of several answers.
  const messageMetadata = { model: model.alias, requestId: incoming.requestId };
  let usage: Usage | undefined;
  let hasBegun = false;
  for await (const event of events) {
    for (const part of tracked.read(event)) yield toEvent(part);
    if (event.type === 'message-start') {
      hasBegun = true;
      const { turn } = event;
      const where = turn && { conversationId: turn.conversation, turn: turn.id };
      yield toEvent({ type: 'start', messageMetadata: { ...messageMetadata, ...where } });
      yield toEvent({ type: 'start-step' });
    }
    if (event.type === 'silence') yield heartbeat;
    if (event.type === 'usage') usage = addUsage(usage, event.usage);
    if (event.type === 'message-stop') yield* end(event, usage, tracked.notReady());
    if (event.type === 'failure') {
      if (event.failure.kind === 'cancelled') yield* leaveStep(hasBegun, messageMetadata);
      yield* fail(event.failure);
    }
  }
}

function* end(
  { stop, isUnkept }: Extract<ChatEvent, { readonly type: 'message-stop' }>,
  usage: Usage | undefined,
  notReady: readonly StreamPart[],
): Generator<string> {
  const { kind, guardrail = [], isRetraction } = stop;
  const messageMetadata: Metadata = { ...(usage && toMetadata(usage)), ...(isUnkept && { kept: false }) };
  // Before a new step: it is about this one.
  if (isRetraction) yield toEvent({ type: 'data-retraction', data: { guardrail } });
  if (kind !== 'tool-use' && notReady.length > 0) yield* giveUp(notReady);
  yield toEvent({ type: 'finish-step' });
  yield toEvent({
    type: 'finish',
    finishReason: finishReasons[kind],
    ...((usage || isUnkept) && { messageMetadata }),
  });
  yield 'data: [DONE]\n\n';
}

/**
 * Calls that nobody is to run. They are followed by a step without any: `lastAssistantMessageIsCompleteWithToolCalls` looks
 * at the last step, and would have `useChat` ask again, and pay again, for an answer that is cut again.
 */
function* giveUp(notReady: readonly StreamPart[]): Generator<string> {
  for (const part of notReady) yield toEvent(part);
  yield toEvent({ type: 'finish-step' });
  yield toEvent({ type: 'start-step' });
}

/**
 * What a person cancels is no error, so `useChat` may send a request by itself after it, as it does when all tools of the last
 * step have their results. This makes the cancelled step the last one, also if nothing was said in it: `useChat` takes a step
 * over with the next part that it shows or keeps, such as metadata.
 */
function* leaveStep(hasBegun: boolean, messageMetadata: Metadata): Generator<string> {
  if (!hasBegun) yield toEvent({ type: 'start-step' });
  yield toEvent({ type: 'message-metadata', messageMetadata });
}

/** `useChat` throws at an error, so `abort`, which says that we ended the answer, comes before it. That a person did is no error. */
function* fail({ kind, message }: Failure): Generator<string> {
  const parts: StreamPart[] = kind === 'cancelled' ? [] : [{ type: 'error', errorText: message }];
  if (kind === 'deadline' || kind === 'cancelled') parts.unshift({ type: 'abort', reason: message });
  for (const part of parts) yield toEvent(part);
}

/** In the AI SDK's words. */
function toMetadata(usage: Usage): Pick<Extract<Metadata, { readonly usage?: object }>, 'usage'> {
  const { output, cacheRead = 0 } = usage;
  const inputTokens = promptTokens(usage);
  const totalTokens = inputTokens + output;
  return { usage: { inputTokens, outputTokens: output, totalTokens, cachedInputTokens: cacheRead } };
}
