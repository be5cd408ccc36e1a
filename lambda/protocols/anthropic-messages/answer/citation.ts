import type { Citation, CitationLocation } from '../../../chat/chat-event.ts';

/** A citation in Anthropic's words; none without a place in its source, for which there are no words. */
export function toAnthropicCitation({ title = null, source = '', quotes, location }: Cited): object | undefined {
  const cited = { cited_text: quotes.join('') };
  return location && { ...cited, ...toPlace(location, title, source) };
}

type Cited = Omit<Citation, 'title'> & { readonly title?: string | null };

function toPlace(location: CitationLocation, title: string | null, source: string): object {
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

function inDocument(index: number, title: string | null): object {
  return { document_index: index, document_title: title, file_id: null };
}
