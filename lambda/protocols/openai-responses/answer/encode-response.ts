import type { ChatEvent, ToldTurn, Usage } from '../../../chat/chat-event.ts';
import { addUsage } from '../../../chat/usage.ts';
import type { AnswerContext, Format } from '../../protocol.ts';
import type { Echo } from '../request/echo.ts';
import { outcomes } from './outcome.ts';
import { toResponse } from './response.ts';
import { trackItems } from './track-items.ts';
import { toJson } from '../../../read/to-json.ts';

/** `stream: false`: one response, when all of it is there. */
export function wholeFormat(echo: Echo): Format {
  return {
    name: 'whole',
    mediaType: 'application/json',
    hasHeartbeat: false,
    encode: (events, context) => encodeResponse(events, context, echo),
  };
}

/** Not with `fold`: only the tracker knows where an item begins, its id and whether it was cut, for both formats. */
async function* encodeResponse(
  events: AsyncIterable<ChatEvent>,
  context: AnswerContext,
  echo: Echo,
): AsyncGenerator<string> {
  const tracked = trackItems(context);
  let turn: ToldTurn | undefined;
  let usage: Usage | undefined;
  for await (const event of events) {
    // Only the items that this builds are needed, not its events.
    Array.from(tracked.read(event));
    if (event.type === 'message-start') ({ turn } = event);
    if (event.type === 'usage') usage = addUsage(usage, event.usage);
    if (event.type === 'failure') throw event.failure;
    if (event.type !== 'message-stop') continue;
    const outcome = outcomes[event.stop.kind];
    Array.from(tracked.close(outcome.status));
    const { isUnkept, endedMs } = event;
    yield toJson(toResponse(context, echo, { ...outcome, output: tracked.items, usage, turn, isUnkept, endedMs }));
  }
}
