import type { Readable } from 'node:stream';
import type { Answer } from '../ask/agent-core.ts';
import { createValues, ended } from './read-values.ts';
import { readFrames } from './read-frames.ts';
import { readServerSentEvents } from './read-server-sent-events.ts';
import { readWhole } from './read-whole.ts';
import { type Said, text } from './said.ts';
import { tooLong } from './too-long.ts';

/** What an agent elsewhere says, as it comes: events, frames of AWS's, one JSON document, or text. Throws what its stream throws. */
export async function* readAnswer({ contentType, body }: Answer): AsyncGenerator<Said> {
  if (contentType.startsWith('text/event-stream')) yield* readEvents(readServerSentEvents(body));
  else if (contentType.startsWith('application/vnd.amazon.eventstream')) yield* readEvents(readFrames(body));
  else if (contentType.startsWith('application/json')) yield* readWhole(await readAll(body));
  else yield* readText(body);
}

/** What a stream holds, or that it told an error. */
export type Value = { readonly value: unknown } | { readonly isError: true };

async function* readEvents(stream: AsyncIterable<Value>): AsyncGenerator<Said> {
  const values = createValues();
  let count = 0;
  for await (const read of stream) {
    count += 1;
    if ('isError' in read) yield { kind: 'error' };
    else yield* values.read(read.value);
  }
  yield* values.end(count);
}

async function* readText(body: Readable): AsyncGenerator<Said> {
  for await (const piece of body.setEncoding('utf8')) yield* text(piece);
  yield* ended;
}

/** An answer in one piece has no more than an answer of a model may have, many times over. */
const maxCharacters = 10_000_000;

async function readAll(body: Readable): Promise<string> {
  let whole = '';
  for await (const piece of body.setEncoding('utf8')) {
    whole += piece;
    if (whole.length > maxCharacters) throw tooLong();
  }
  return whole;
}
