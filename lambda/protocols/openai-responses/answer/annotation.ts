import type { Citation } from '../../../chat/chat-event.ts';
import { toCited } from '../../cited.ts';
import type { Annotation } from './wire.ts';

/** A citation in OpenAI's format, for text that is `at` characters long so far. Undefined for one that names nothing. */
export function toAnnotation(citation: Citation, at: number): Annotation | undefined {
  const cited = toCited(citation);
  if (!cited) return undefined;
  const { name, url, place = name } = cited;
  if (url !== undefined) return { type: 'url_citation', url, title: name, start_index: at, end_index: at };
  // OpenAI's files have ids; here a source is known by its place in the request.
  return { type: 'file_citation', file_id: place, filename: name, index: at };
}
