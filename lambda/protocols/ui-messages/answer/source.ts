import type { Citation } from '../../../chat/chat-event.ts';
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
