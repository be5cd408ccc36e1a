import type { FoundTurn } from '../../../conversations/turns/found-turn.ts';
import type { Incoming } from '../../../http/incoming.ts';
import type { Reply } from '../../../http/respond.ts';
import { invalid } from '../../../read/invalid.ts';
import { toJson } from '../../../read/to-json.ts';
import type { Clock } from '../../../time/clock.ts';
import { contextOf, tellAgain } from '../../kept-answer.ts';
import type { ParseConfig } from '../../protocol.ts';
import { streamFormat, toCurrentResponse } from '../answer/encode-events.ts';
import { readEcho } from '../request/echo.ts';

/** `GET /v1/responses/{id}`: as it is now, or, with `stream=true`, its events from the first or after `starting_after` on. */
export async function retrieve(found: FoundTurn, incoming: Incoming, clock: Clock, pace: ParseConfig): Promise<Reply> {
  const { stream, startingAfter } = readQuery(incoming.query);
  const context = await contextOf(found);
  const echo = readEcho(context.echo);
  if (stream) {
    const format = streamFormat(echo, startingAfter);
    return tellAgain(found, format, { context, incoming, clock, pace });
  }
  const body = toJson(await toCurrentResponse(found.soFar(), context, echo));
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function readQuery(query: Incoming['query']): { readonly stream: boolean; readonly startingAfter: number | undefined } {
  const [stream = 'false'] = query['stream'] ?? [];
  const [after] = query['starting_after'] ?? [];
  if (stream !== 'true' && stream !== 'false') throw invalid('stream', 'must be true or false');
  if (after === undefined) return { stream: stream === 'true', startingAfter: undefined };
  if (!/^\d{1,15}$/.test(after)) throw invalid('starting_after', 'must be the sequence_number of an event');
  if (stream === 'false') throw invalid('starting_after', 'is of a stream: send stream=true with it');
  return { stream: true, startingAfter: Number(after) };
}
