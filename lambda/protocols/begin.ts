import type { ChatEvent } from '../chat/chat-event.ts';
import type { Clock } from '../time/clock.ts';
import type { AnswerContext, Form } from './protocol.ts';

/**
 * Encodes an answer so that a failure before its first byte is thrown, to be refused with its true status, and one
 * after it is told in band. So each form decides by itself how long it stays refusable: SSE until its start event,
 * plain text until its first word, buffered JSON until the end.
 */
export async function* begin(
  form: Form,
  events: AsyncIterable<ChatEvent>,
  clock: Clock,
  context: AnswerContext,
): AsyncGenerator<string> {
  if (!form.hasHeartbeat) clock.boundSilence();
  for await (const chunk of form.encode(refusable(events, clock), context)) {
    clock.startWrite();
    yield chunk;
    clock.endWrite();
  }
}

async function* refusable(events: AsyncIterable<ChatEvent>, clock: Clock): AsyncGenerator<ChatEvent> {
  for await (const event of events) {
    if (event.type === 'failure' && !clock.hasBegun) throw event.failure;
    yield event;
  }
}
