import type { Citation, Found, FoundSource } from '../../../chat/chat-event.ts';
import { toCited } from '../../cited.ts';
import type { StreamPart } from './wire.ts';

/** A citation as a source of the message. None for what names no source at all. */
export function toSource(citation: Citation, sourceId: string): StreamPart | undefined {
  const cited = toCited(citation);
  if (!cited) return undefined;
  const { name, url } = cited;
  if (url !== undefined) return { type: 'source-url', sourceId, url, title: name };
  const { source, location } = citation;
  const mediaType = location?.unit === 'pages' ? 'application/pdf' : 'text/plain';
  return { type: 'source-document', sourceId, mediaType, title: name, ...(source && { filename: source }) };
}

/** What was found in documents is a source before the first word, whether it is cited or not. */
export function toFoundPart({ n, title, url }: FoundSource): Extract<StreamPart, { readonly sourceId: string }> {
  const sourceId = `found-${n}`;
  if (url !== undefined) return { type: 'source-url', sourceId, url, title };
  return { type: 'source-document', sourceId, mediaType: 'text/plain', title, filename: title };
}

/** The AI SDK has no part for a search that found nothing. */
export function toNothing({ isUnavailable }: Found): StreamPart {
  return { type: 'data-sources', data: { found: 0, ...(isUnavailable && { unavailable: true }) } };
}

/** The id that a found source would have which a citation is of. */
export function foundIdOf({ location }: Citation): string {
  return location?.unit === 'search-result' ? `found-${location.result + 1}` : '';
}
