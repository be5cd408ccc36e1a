import type { Call } from '../../../chat/chat-event.ts';
import type { Annotation } from './wire.ts';

/** An item as it grows. */
export type Draft =
  | { readonly kind: 'text'; readonly id: string; text: string; readonly annotations: Annotation[] }
  | { readonly kind: 'reasoning'; readonly id: string; text: string; signature: string; redacted?: Uint8Array }
  | { readonly kind: 'call'; readonly id: string; readonly call: Call; readonly text: string }
  /** A call whose tool takes text: OpenAI's custom tools. */
  | { readonly kind: 'free-call'; readonly id: string; readonly call: Call; readonly text: string };
