import type { Citation } from '../../../chat/chat-event.ts';
import type { StreamPart } from './wire.ts';

/** A citation as a source of the message. None for what names no source at all. */
export function toSource({ title, source, location }: Citation, sourceId: string): StreamPart | undefined {
  if (location?.unit === 'web') {
    return { type: 'source-url', sourceId, url: location.url, ...(title !== undefined && { title }) };
  }
  const name = title ?? source;
  if (name === undefined) return undefined;
  const mediaType = location?.unit === 'pages' ? 'application/pdf' : 'text/plain';
  return { type: 'source-document', sourceId, mediaType, title: name };
}
