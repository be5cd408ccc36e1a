import { createHash } from 'node:crypto';
import { fieldOf, stringIn } from '../../chat/as-failure.ts';
import type { Usage } from '../../chat/chat-event.ts';
import type { Stop } from '../../chat/stop.ts';

/** What an agent elsewhere says, in words that all formats have in common. */
export type Said =
  /** It asks its model, for the first time or once more. */
  | { readonly kind: 'step' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thought'; readonly text: string }
  /** A call of one of its tools, whole: agents that call several at once may send them mixed. */
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly json: string }
  /** Texts and JSON values. */
  | { readonly kind: 'result'; readonly id: string; readonly isError: boolean; readonly parts: readonly unknown[] }
  | { readonly kind: 'usage'; readonly usage: Usage }
  /** It seems to be done, unless it goes on; `open`: it stopped without being done. */
  | { readonly kind: 'end'; readonly stop: Stop | 'open' }
  /** A guardrail took back what it said. */
  | { readonly kind: 'retraction' }
  /** It told an error, whose words are nobody's. */
  | { readonly kind: 'error' }
  /** It sent something that says nothing: it is alive. */
  | { readonly kind: 'silence' };

/** Reads the events of one answer in one format, in their order. Undefined: it is none of this format. */
export type ReadEvent = (event: object) => readonly Said[] | undefined;

/** Whether a field says something: what did not fail has `null`, `false` or an empty text where others have an error. */
function has(event: unknown, name: string): boolean {
  const said = fieldOf(event, name);
  return Array.isArray(said) ? said.length > 0 : Boolean(said);
}

/** A status that is none of success. */
const failed = /^(error|failed|failure)$/i;

/** Whether JSON of an agent's own tells an error, by one of the usual names. */
export function isError(event: unknown): boolean {
  const status = fieldOf(event, 'statusCode');
  return (
    stringIn(event, 'type') === 'error' ||
    has(event, 'error') ||
    has(event, 'errors') ||
    fieldOf(event, 'success') === false ||
    failed.test(stringIn(event, 'status') ?? '') ||
    (typeof status === 'number' && status >= 400)
  );
}

/** Real names and ids have some dozens. */
const maxNameCharacters = 256;

/** A name or an id to keep. One that is longer becomes its hash: a part of it would keep all of it in memory. */
export function toShort(name = ''): string {
  return name.length <= maxNameCharacters ? name : createHash('sha256').update(name).digest('hex');
}

export const text = (said: unknown): readonly Said[] =>
  typeof said === 'string' && said !== '' ? [{ kind: 'text', text: said }] : [];

export const thought = (said: unknown): readonly Said[] =>
  typeof said === 'string' && said !== '' ? [{ kind: 'thought', text: said }] : [];
