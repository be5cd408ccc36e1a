import { Failure } from '../chat/failure.ts';

/** What a client sent wrong: its field, in the client's own words, and what is allowed. An empty name is the whole body. */
export function invalid(name: string, message: string): Failure {
  const field = printable(name);
  return new Failure(
    'invalid-request',
    `${field === '' ? 'the body' : field}: ${message}`,
    field === '' ? {} : { field },
  );
}

/** A word of the client's in a message: not too long, and nothing that could pass for another line. */
export function printable(name: string): string {
  const short = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return short.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
}
