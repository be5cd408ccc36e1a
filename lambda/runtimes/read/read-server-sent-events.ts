import type { Readable } from 'node:stream';
import { createParser } from 'eventsource-parser';
import { tooLong } from './too-long.ts';
import type { Value } from './read-answer.ts';

/** Of one event: an agent of Strands for TypeScript says the whole conversation in some. */
const maxCharacters = 4_000_000;

/** Server-sent events whose data is JSON, or a text: Strands for TypeScript sends a text as it is. */
export async function* readServerSentEvents(body: Readable): AsyncGenerator<Value> {
  let values: Value[] = [];
  let isTooLong = false;
  const parser = createParser({
    maxBufferSize: maxCharacters,
    onEvent: ({ event, data }) => values.push(event === 'error' ? { isError: true } : { value: parse(data) }),
    onError: ({ type }) => (isTooLong ||= type === 'max-buffer-size-exceeded'),
  });
  for await (const piece of body.setEncoding('utf8')) {
    parser.feed(piece);
    yield* values;
    values = [];
    if (isTooLong) throw tooLong();
  }
  // The docs of AgentCore show a stream whose last event has no empty line after it.
  parser.feed('\n\n');
  yield* values;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
