import type { Readable } from 'node:stream';
import { EventStreamCodec, type Message } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';
import { Failure } from '../../chat/failure.ts';
import { splitFrames } from '../../bedrock/event-stream/split-frames.ts';
import { ServiceError } from '../../service-error.ts';
import type { Value } from './read-values.ts';

/** An AgentCore harness's event stream (Amazon event stream encoding): each event under its name. Throws the exceptions that it tells. */
export async function* readFrames(body: Readable): AsyncGenerator<Value> {
  const codec = new EventStreamCodec(toUtf8, fromUtf8);
  const frames = splitFrames();
  for await (const piece of body) {
    for (const frame of orBroken(() => [...frames.take(piece)])) yield toValue(orBroken(() => codec.decode(frame)));
  }
  orBroken(() => frames.end());
}

/** Exceptions inside a stream have no status. */
const noStatus = 0;

function toValue({ headers, body }: Message): Value {
  const kind = String(headers[':message-type']?.value);
  if (kind !== 'event') {
    const name = String(headers[':exception-type']?.value ?? headers[':error-code']?.value ?? '');
    throw new ServiceError(noStatus, `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  }
  const raw = toUtf8(body);
  return { raw, json: { [String(headers[':event-type']?.value)]: orBroken(() => JSON.parse(raw)) } };
}

function orBroken<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new Failure('unreadable', 'the answer of the agent could not be read: try again');
  }
}
