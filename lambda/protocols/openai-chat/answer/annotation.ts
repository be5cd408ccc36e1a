import type { ChatCompletionMessage } from 'openai/resources/chat/completions';
import type { Citation } from '../../../chat/chat-event.ts';
import { toCited } from '../../cited.ts';

export type Annotation = ChatCompletionMessage.Annotation;

/**
 * A citation in OpenAI's format, for text that is `at` characters long so far. It knows pages of the web alone: what stands in the request has
 * its place as a fragment. Undefined for one that names nothing.
 */
export function toAnnotation(citation: Citation, at: number): Annotation | undefined {
  const cited = toCited(citation);
  if (!cited) return undefined;
  const { name, place = 'source', url = `#${place}` } = cited;
  return { type: 'url_citation', url_citation: { url, title: name, start_index: at, end_index: at } };
}
