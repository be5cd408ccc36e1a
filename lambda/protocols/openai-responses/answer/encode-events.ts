import type { ResponseError } from 'openai/resources/responses/responses';
import type { ChatEvent, Usage } from '../../../chat/chat-event.ts';
import { Failure } from '../../../chat/failure.ts';
import { toErrorBody } from '../../openai/error-body.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { heartbeat, toServerSentEvent } from '../../sse.ts';
import type { Echo } from '../request/echo.ts';
import { fieldNames } from '../field-names.ts';
import { type Outcome, outcomes } from './outcome.ts';
import { type State, toResponse } from './response.ts';
import { trackItems } from './track-items.ts';
import type { ErrorEvent, ItemEvent, StateEvent } from './wire.ts';

/** `stream: true`. */
export function streamFormat(echo: Echo): Format {
  return {
    name: 'stream',
    mediaType: 'text/event-stream',
    hasHeartbeat: true,
    encode: (events, context) => encodeEvents(events, context, echo),
  };
}

type Event = StateEvent | ItemEvent | ErrorEvent;

/** Every event has its name and its number, from 0. */
async function* encodeEvents(
  events: AsyncIterable<ChatEvent>,
  context: AnswerContext,
  echo: Echo,
): AsyncGenerator<string> {
  let number = 0;
  for await (const said of toEvents(events, context, echo)) {
    yield said === 'silence'
      ? heartbeat
      : toServerSentEvent({ ...said, sequence_number: number++ }, { event: said.type });
  }
}

async function* toEvents(
  events: AsyncIterable<ChatEvent>,
  context: AnswerContext,
  echo: Echo,
): AsyncGenerator<Event | 'silence'> {
  const tracked = trackItems(context);
  // OpenAI has no event for a response that was cancelled.
  const toState = (state: State): StateEvent => ({
    type: state.status === 'cancelled' ? 'response.incomplete' : `response.${state.status}`,
    response: toResponse(context, echo, state),
  });
  let usage: Usage | undefined;
  for await (const event of events) {
    yield* tracked.read(event);
    if (event.type === 'silence') yield 'silence';
    if (event.type === 'usage') ({ usage } = event);
    if (event.type === 'message-start') {
      const begun = toState({ status: 'in_progress', output: [] });
      yield { ...begun, type: 'response.created' };
      yield begun;
    }
    const outcome = toEnd(event);
    if (!outcome) continue;
    if (outcome instanceof Failure) {
      const output = tracked.giveUp();
      if (outcome.kind === 'cancelled') yield toState({ status: 'cancelled', output, usage });
      else yield* fail(outcome, (error) => toState({ status: 'failed', output, usage, error }));
    } else {
      yield* tracked.close(outcome.status);
      yield toState({ ...outcome, output: tracked.items, usage });
    }
  }
}

/** How the answer ends with this event, if it does. */
function toEnd(event: ChatEvent): Outcome | Failure | undefined {
  if (event.type === 'message-stop') return outcomes[event.stop.kind];
  return event.type === 'failure' ? event.failure : undefined;
}

/** Clients that follow the response see it fail; the official ones throw at the error that comes after. */
function* fail(failure: Failure, toFailed: (error: ResponseError) => StateEvent): Generator<Event> {
  const { error } = toErrorBody(failure, fieldNames);
  yield toFailed({
    code: failure.kind === 'throttled' ? 'rate_limit_exceeded' : 'server_error',
    message: failure.message,
  });
  yield { ...error, type: 'error', error };
}
