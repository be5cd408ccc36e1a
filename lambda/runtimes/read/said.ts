import { fieldOf } from '../../chat/as-failure.ts';
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
export function has(event: object, name: string): boolean {
  return Boolean(fieldOf(event, name));
}

export const text = (said: unknown): readonly Said[] =>
  typeof said === 'string' && said !== '' ? [{ kind: 'text', text: said }] : [];

export const thought = (said: unknown): readonly Said[] =>
  typeof said === 'string' && said !== '' ? [{ kind: 'thought', text: said }] : [];
