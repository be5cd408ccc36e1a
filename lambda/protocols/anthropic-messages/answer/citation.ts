import type { CitationCharLocation, TextCitation } from '@anthropic-ai/sdk/resources/messages/messages';
import type { Citation, CitationLocation } from '../../../chat/chat-event.ts';

/** A citation in Anthropic's format. Undefined without a location in its source, which the format requires. */
export function toAnthropicCitation({ title = null, source = '', quotes, location }: Cited): TextCitation | undefined {
  const cited = { cited_text: quotes.join('') };
  return location && { ...cited, ...toPlace(location, title, source) };
}

type Cited = Omit<Citation, 'title'> & { readonly title?: string | null };

/** The fields in which the kinds of citations differ. */
type Place<Kind = TextCitation> = Kind extends TextCitation ? Omit<Kind, 'cited_text'> : never;

function toPlace(location: CitationLocation, title: string | null, source: string): Place {
  switch (location.unit) {
    case 'characters':
      return {
        type: 'char_location',
        ...inDocument(location.document, title),
        start_char_index: location.start,
        end_char_index: location.end,
      };
    case 'pages':
      return {
        type: 'page_location',
        ...inDocument(location.document, title),
        start_page_number: location.start,
        end_page_number: location.end,
      };
    case 'passages':
      return {
        type: 'content_block_location',
        ...inDocument(location.document, title),
        start_block_index: location.start,
        end_block_index: location.end,
      };
    case 'search-result':
      return {
        type: 'search_result_location',
        search_result_index: location.result,
        source,
        title,
        start_block_index: location.start,
        end_block_index: location.end,
      };
    case 'web':
      return { type: 'web_search_result_location', url: location.url, title, encrypted_index: '' };
  }
}

type InDocument = Pick<CitationCharLocation, 'document_index' | 'document_title' | 'file_id'>;

function inDocument(index: number, title: string | null): InDocument {
  return { document_index: index, document_title: title, file_id: null };
}
