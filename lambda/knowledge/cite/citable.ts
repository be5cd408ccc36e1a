import type { ChatEvent, Citation, CitationLocation, FoundSource } from '../../chat/chat-event.ts';

/** Makes of an event of the model's what clients are told. */
export type Cite = (event: ChatEvent) => Iterable<ChatEvent>;

/** A source that was found, with the text of its passage. */
export interface Citable {
  readonly source: FoundSource;
  readonly text: string;
}

/** What the model cites of the question's own documents is the question's. */
export function isOfDocument(location: CitationLocation | undefined): boolean {
  return location !== undefined && location.unit !== 'search-result' && location.unit !== 'web';
}

/** With what clients may know of the source. A title may look like an address, and must not be told as one. */
export function toCitation(
  { source: { n, title, url = `source-${n}` } }: Citable,
  quotes: readonly string[],
  { start, end }: { readonly start: number; readonly end: number } = { start: 0, end: 1 },
): Citation {
  return { title, source: url, quotes, location: { unit: 'search-result', result: n - 1, start, end } };
}
