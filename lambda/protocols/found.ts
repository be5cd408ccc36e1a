import type { Found, FoundSource } from '../chat/chat-event.ts';

/** What was found in documents, as our own formats and transcripts have it. */
export interface FoundFields {
  readonly sources: readonly FoundSource[];
  /** The documents could not be searched. */
  readonly unavailable?: true;
}

export function toFoundFields({ sources, isUnavailable }: Found): FoundFields {
  return { sources, ...(isUnavailable && { unavailable: true }) };
}
