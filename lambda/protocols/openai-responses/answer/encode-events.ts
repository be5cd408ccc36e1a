import type { ResponseError } from 'openai/resources/responses/responses';
import type { ChatEvent, Usage } from '../../../chat/chat-event.ts';
import { Failure } from '../../../chat/failure.ts';
import { addUsage } from '../../../chat/usage.ts';
import { toErrorBody } from '../../openai/error-body.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import { heartbeat, toServerSentEvent } from '../../sse.ts';
import type { Echo } from '../request/echo.ts';
import { fieldNames } from '../field-names.ts';
import { type Outcome, outcomes } from './outcome.ts';
import { type State, toResponse } from './response.ts';
import { trackItems } from './track-items.ts';
import type { ErrorEvent, ItemEvent, Response, StateEvent } from './wire.ts';

/** `stream: true`. `startingAfter`: the number of the last event that is not wanted again. */
export function streamFormat(echo: Echo, startingAfter = -1): Format {
  return {
    name: 'stream',
    mediaType: 'text/event-stream',
    hasHeartbeat: true,
    encode: (events, context) => encodeEvents(events, context, { echo, startingAfter }),
  };
}

/** The response as its events so far make it. */
export async function toCurrentResponse(
  events: AsyncIterable<ChatEvent>,
  context: AnswerContext,
  echo: Echo,
): Promise<Response> {
  const response = openResponse(context, echo);
  for await (const event of events) Array.from(response.read(event));
  return response.current();
}

type Event = StateEvent | ItemEvent | ErrorEvent;

/** Every event has its name and its number, from 0. */
async function* encodeEvents(
  events: AsyncIterable<ChatEvent>,
  context: AnswerContext,
  { echo, startingAfter }: { readonly echo: Echo; readonly startingAfter: number },
): AsyncGenerator<string> {
  const response = openResponse(context, echo);
  let number = 0;
  for await (const event of events) {
    if (event.type === 'silence') yield heartbeat;
    for (const said of response.read(event)) {
      const sequence_number = number++;
      if (sequence_number > startingAfter) yield toServerSentEvent({ ...said, sequence_number }, { event: said.type });
    }
  }
}

function openResponse(context: AnswerContext, echo: Echo) {
  const tracked = trackItems(context);
  let { turn } = context;
  let usage: Usage | undefined;
  let ended: State | undefined;
  const toTold = (state: State) => toResponse(context, echo, { ...state, turn });
  // OpenAI has no event for a response that was cancelled.
  const toEvent = (state: State): StateEvent => ({
    type: state.status === 'cancelled' ? 'response.incomplete' : `response.${state.status}`,
    response: toTold(state),
  });

  function* read(event: ChatEvent): Generator<Event> {
    yield* tracked.read(event);
    if (event.type === 'usage') usage = addUsage(usage, event.usage);
    if (event.type === 'message-start') {
      ({ turn } = event);
      const begun = toEvent({ status: 'in_progress', output: [] });
      yield { ...begun, type: 'response.created' };
      yield begun;
    }
    const outcome = toEnd(event);
    if (!outcome) return;
    const isUnkept = 'isUnkept' in event ? event.isUnkept : undefined;
    if (outcome instanceof Failure) {
      const output = tracked.giveUp();
      const error = outcome.kind === 'cancelled' ? null : toResponseError(outcome);
      ended = { status: error ? 'failed' : 'cancelled', output, usage, error, isUnkept };
      yield toEvent(ended);
      if (error) yield toErrorEvent(outcome);
    } else {
      yield* tracked.close(outcome.status);
      const endedMs = 'endedMs' in event ? event.endedMs : undefined;
      ended = { ...outcome, output: tracked.items, usage, isUnkept, endedMs };
      yield toEvent(ended);
    }
  }

  return {
    read,
    current: (): Response => toTold(ended ?? { status: 'in_progress', output: tracked.giveUp(), usage }),
  };
}

/** How the answer ends with this event, if it does. */
function toEnd(event: ChatEvent): Outcome | Failure | undefined {
  if (event.type === 'message-stop') return outcomes[event.stop.kind];
  return event.type === 'failure' ? event.failure : undefined;
}

/** Clients that follow the response see it fail; the official ones throw at the error that comes after. */
function toResponseError({ kind, message }: Failure): ResponseError {
  return { code: kind === 'throttled' ? 'rate_limit_exceeded' : 'server_error', message };
}

function toErrorEvent(failure: Failure): ErrorEvent {
  const { error } = toErrorBody(failure, fieldNames);
  return { ...error, type: 'error', error };
}
