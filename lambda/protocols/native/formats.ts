import type { ChatEvent } from '../../chat/chat-event.ts';
import { fold } from '../../chat/fold.ts';
import { Failure } from '../../chat/failure.ts';
import { isWhole } from '../../chat/stop.ts';
import { chooseMediaType } from '../../http/accept.ts';
import type { AnswerContext, Format } from '../protocol.ts';
import { heartbeat, toServerSentEvent } from '../sse.ts';
import { toNativeAnswer } from './answer.ts';
import { type NativeEvent, stopReasons, toNativeEvents } from './events.ts';
import { toJson } from '../../read/to-json.ts';
import { textSources } from './text-sources.ts';

/** The text as it comes, then the sources that it cites. An answer that failed or ended early says so on a last line of its own. */
async function* encodeText(events: AsyncIterable<ChatEvent>, { incoming }: AnswerContext): AsyncGenerator<string> {
  const sources = textSources();
  let isAtLineStart = true;
  for await (const event of events) {
    if (event.type === 'text-delta') {
      isAtLineStart = event.text.endsWith('\n');
      yield event.text;
    }
    const mark = sources.read(event);
    if (mark !== '') {
      isAtLineStart = false;
      yield mark;
    }
    const list = event.type === 'message-stop' && !event.stop.isRetraction ? sources.list() : '';
    if (list !== '') {
      yield `${isAtLineStart ? '' : '\n'}\n${list}`;
      isAtLineStart = true;
    }
    for (const remark of toRemarks(event)) {
      yield `${isAtLineStart ? '' : '\n'}${remark}, request ${incoming.requestId})\n`;
      isAtLineStart = true;
    }
  }
}

function toRemarks(event: ChatEvent): string[] {
  const unkept = 'isUnkept' in event ? 'note: this answer could not be kept in its conversation (not-kept' : undefined;
  return [toRemark(event), unkept].filter((remark) => remark !== undefined);
}

function toRemark(event: ChatEvent): string | undefined {
  if (event.type === 'failure') return `error: ${event.failure.message} (${event.failure.kind}`;
  if (event.type !== 'message-stop' || isWhole(event.stop.kind)) return undefined;
  const what = event.stop.isRetraction
    ? 'a guardrail took back the text above'
    : event.stop.kind === 'max-steps'
      ? 'the agent used all its steps before it was done'
      : 'the model stopped before it was done';
  return `note: ${what} (${stopReasons[event.stop.kind]}`;
}

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
