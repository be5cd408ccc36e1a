import { randomInt } from 'node:crypto';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { fromUtf8, toUtf8 } from '@smithy/core/serde';

const codec = new EventStreamCodec(toUtf8, fromUtf8);
const paddingAlphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** One event of a ConverseStream answer, e.g. `contentBlockDelta` and its payload. */
export interface StreamEvent {
  readonly event: string;
  readonly data: object;
}

/** What the caller gets as a member of the stream's union. */
export function toEventFrame({ event, data }: StreamEvent): Uint8Array {
  return toFrame({ ':event-type': event, ':content-type': 'application/json', ':message-type': 'event' }, data);
}

/** A modeled exception inside the stream, e.g. `throttlingException`. */
export function toExceptionFrame(type: string, payload: object): Uint8Array {
  const headers = { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' };
  return toFrame(headers, payload);
}

/** An unmodeled error inside the stream: only a code and a message, no payload. */
export function toErrorFrame(code: string, message: string): Uint8Array {
  return encode({ ':error-code': code, ':error-message': message, ':message-type': 'error' }, '');
}

function toFrame(headers: Readonly<Record<string, string>>, payload: object): Uint8Array {
  return encode(headers, JSON.stringify({ ...payload, p: padding() }));
}

function encode(headers: Readonly<Record<string, string>>, body: string): Uint8Array {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: 'string' as const, value }] as const);
  return codec.encode({ headers: Object.fromEntries(typed), body: fromUtf8(body) });
}

// Bedrock pads every payload by a random length, so that the sizes of the frames don't reveal the sizes of the words.
function padding(): string {
  return paddingAlphabet.slice(0, randomInt(2, paddingAlphabet.length));
}
