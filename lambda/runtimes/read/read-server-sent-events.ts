import type { Readable } from 'node:stream';
import { createParser } from 'eventsource-parser';
import { incomplete } from '../../chat/cut-short.ts';
import type { Received } from './read-answer.ts';
import type { Value } from './read-values.ts';
import { tooLong } from './unreadable.ts';

/** Of one event: an agent of Strands for TypeScript says the whole conversation in some. */
const maxCharacters = 4_000_000;

/** Server-sent events, whose data is JSON or a text: Strands for TypeScript sends a text as it is. */
export async function* readServerSentEvents(body: Readable): AsyncGenerator<Received> {
  let received: Received[] = [];
  let isTooLong = false;
  const parser = createParser({
    maxBufferSize: maxCharacters,
    onEvent: ({ event, data }) => received.push(...(event === 'error' ? ['error' as const] : toValues(data))),
    onError: ({ type }) => (isTooLong ||= type === 'max-buffer-size-exceeded'),
  });
  for await (const piece of body.setEncoding('utf8')) {
    parser.feed(piece);
    if (received.length === 0) yield 'nothing';
    yield* received;
    received = [];
    if (isTooLong) throw tooLong();
  }
  // The docs of AgentCore show a stream whose last event has no empty line after it.
  parser.feed('\n\n');
  for (const last of received) {
    if (typeof last === 'object' && last.json === undefined && /^["{]/.test(last.raw)) throw incomplete();
    yield last;
  }
}

/** They also show events without empty lines between them, which is one event for a parser. */
function toValues(data: string): readonly Value[] {
  const whole = toValue(data);
  if (whole.json !== undefined || !data.includes('\n')) return [whole];
  const lines = data.split('\n').map(toValue);
  return lines.every(({ json }) => typeof json === 'object' && json !== null) ? lines : [whole];
}

function toValue(raw: string): Value {
  try {
    return { raw, json: JSON.parse(raw) };
  } catch {
    return { raw, json: undefined };
  }
}
