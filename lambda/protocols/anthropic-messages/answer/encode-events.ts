import type { ChatEvent, Usage } from '../../../chat/chat-event.ts';
import type { Failure } from '../../../chat/failure.ts';
import { addUsage } from '../../../chat/usage.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { toServerSentEvent } from '../../sse.ts';
import { toUnkeptField } from '../../unkept.ts';
import { trackContentBlocks } from './content-blocks.ts';
import { toErrorBody } from '../error-body.ts';
import { nothingCounted, requestIdHeader, toDeltaUsage, toMessage } from './message.ts';
import { toStopFields } from './stop-reason.ts';
import type { StreamEvent } from './wire.ts';

/** `stream: true`. */
export const streamFormat: Format = {
  name: 'stream',
  mediaType: 'text/event-stream',
  headers: requestIdHeader,
  hasHeartbeat: true,
  encode: encodeEvents,
};

/** The SDK drops events without an `event:` line, and takes only `message_stop` for an end. */
function toEvent(data: StreamEvent): string {
  return toServerSentEvent(data, { event: data.type });
}

async function* encodeEvents(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  const readBlocks = trackContentBlocks();
  let usage: Usage | undefined;
  for await (const event of events) {
    for (const said of readBlocks(event)) yield toEvent(said);
    if (event.type === 'message-start') {
      const nothingYet = {
        content: [],
        stop_reason: null,
        stop_sequence: null,
        stop_details: null,
        usage: nothingCounted,
      };
      yield toEvent({ type: 'message_start', message: { ...toMessage(context), ...nothingYet } });
    }
    if (event.type === 'silence') yield toEvent({ type: 'ping' });
    if (event.type === 'usage') usage = addUsage(usage, event.usage);
    if (event.type === 'message-stop') yield* end(event, usage, context);
    if (event.type === 'failure') yield error(event.failure, context);
  }
}

function* end(
  { stop, isUnkept }: Extract<ChatEvent, { readonly type: 'message-stop' }>,
  usage: Usage | undefined,
  context: AnswerContext,
): Generator<string> {
  const delta = { ...toStopFields(stop, context), container: null };
  yield toEvent({ type: 'message_delta', delta, usage: toDeltaUsage(usage), ...toUnkeptField(isUnkept) });
  yield toEvent({ type: 'message_stop' });
}

function error(failure: Failure, { incoming }: AnswerContext): string {
  return toServerSentEvent(toErrorBody(failure, incoming.requestId), { event: 'error' });
}
