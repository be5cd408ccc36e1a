import type { Readable } from 'node:stream';
import type { Answered } from '../ask/agent-core.ts';
import { readFrames } from './read-frames.ts';
import { readServerSentEvents } from './read-server-sent-events.ts';
import { createValues, ended, type Value } from './read-values.ts';
import { readWhole } from './read-whole.ts';
import { type Said, text } from './said.ts';
import { tooLong, unknownForm } from './unreadable.ts';

/** What an agent elsewhere says, as it comes: events, frames of AWS's, one JSON document, or text. Throws what its stream throws. */
export async function* readAnswer({ contentType, body }: Answered): AsyncGenerator<Said> {
  const [type = ''] = contentType.split(';', 1);
  switch (type.trim()) {
    case 'text/event-stream':
      return yield* readEvents(readServerSentEvents(body));
    case 'application/vnd.amazon.eventstream':
      return yield* readEvents(readFrames(body));
    case 'application/json':
      return yield* readWhole(await readAll(body));
    case 'text/plain':
    case 'text/markdown':
      return yield* readText(body);
    default:
      body.destroy();
      throw unknownForm();
  }
}

/** What comes in a stream: a value, an error, or a sign of life. */
export type Received = Value | 'error' | 'nothing';

async function* readEvents(stream: AsyncIterable<Received>): AsyncGenerator<Said> {
  const values = createValues();
  for await (const received of stream) {
    if (received === 'error') yield { kind: 'error' };
    else {
      const said = received === 'nothing' ? [] : values.read(received);
      if (said.length === 0) yield { kind: 'silence' };
      yield* said;
    }
  }
  yield* values.end();
}

async function* readText(body: Readable): AsyncGenerator<Said> {
  let hasWords = false;
  for await (const piece of body.setEncoding('utf8')) {
    hasWords ||= piece !== '';
    yield* text(piece);
  }
  if (hasWords) yield* ended;
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
