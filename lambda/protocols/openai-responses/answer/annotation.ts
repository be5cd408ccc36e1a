import type { Citation } from '../../../chat/chat-event.ts';
import type { Annotation } from './wire.ts';

/** A citation in OpenAI's format, for text that is `at` characters long so far. Undefined if the format can't express it. */
export function toAnnotation({ title, source = '', location }: Citation, at: number): Annotation | undefined {
  if (location?.unit === 'web') {
    return { type: 'url_citation', url: location.url, title: title ?? location.url, start_index: at, end_index: at };
  }
  if (location === undefined || location.unit === 'search-result') return undefined;
  // OpenAI's files have ids; here a document is known by its place in the request.
  return {
    type: 'file_citation',
    file_id: `document-${location.document}`,
    filename: title ?? source,
    index: at,
  };
}
