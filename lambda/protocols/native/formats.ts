import type { ChatEvent } from '../../chat/chat-event.ts';
import { fold } from '../../chat/fold.ts';
import { Failure } from '../../chat/failure.ts';
import { chooseMediaType } from '../../http/accept.ts';
import type { AnswerContext, Format } from '../protocol.ts';
import { heartbeat, toServerSentEvent } from '../sse.ts';
import { toNativeAnswer } from './answer.ts';
import { encodeText } from './encode-text.ts';
import { type NativeEvent, toNativeEvents } from './events.ts';
import { toJson } from '../../read/to-json.ts';

/** @param after the number of the last event that is not wanted again */
function encodeSseAfter(after: number): Format['encode'] {
  return async function* encode(events, context) {
    let id = 0;
    for await (const said of toNativeEvents(events, context)) {
      if (said.type === 'heartbeat') yield heartbeat;
      else if (++id > after) yield toServerSentEvent(said.data, { event: said.type, id });
    }
  };
}

async function* encodeNdjson(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  for await (const said of toNativeEvents(events, context)) yield toLine(said);
}

function toLine({ type, data }: NativeEvent): string {
  return `${toJson({ type, ...data })}\n`;
}

/** One JSON answer, when all of it is there. */
async function* encodeJson(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncGenerator<string> {
  yield toJson(toNativeAnswer(await fold(events), context));
}

/** A JSON value a line. */
export const ndjson = 'application/x-ndjson';

/** The default first. */
const formats = [
  { name: 'text', mediaType: 'text/plain', hasHeartbeat: false, encode: encodeText },
  { name: 'sse', mediaType: 'text/event-stream', hasHeartbeat: true, encode: encodeSseAfter(0) },
  { name: 'ndjson', mediaType: ndjson, hasHeartbeat: true, encode: encodeNdjson },
  { name: 'json', mediaType: 'application/json', hasHeartbeat: false, encode: encodeJson },
] as const satisfies readonly Format[];

const mediaTypes = formats.map(({ mediaType }) => mediaType);

/** @param lastEventId of an EventSource that has lost its connection */
export function chooseFormat(accept: string | undefined, lastEventId = 0): Format {
  const chosen = chooseMediaType(accept, mediaTypes);
  const format = formats.find(({ mediaType }) => mediaType === chosen);
  if (format)
    return lastEventId > 0 && format.name === 'sse' ? { ...format, encode: encodeSseAfter(lastEventId) } : format;
  throw new Failure('not-acceptable', `Accept: must allow one of ${mediaTypes.join(', ')}`, { field: 'Accept' });
}

/** Whether errors are for a person: a client that names text/plain. Programs, and those who say nothing, get JSON. */
export function prefersText(accept: string | undefined): boolean {
  return accept?.includes('text/plain') === true && chooseMediaType(accept, mediaTypes) === 'text/plain';
}
