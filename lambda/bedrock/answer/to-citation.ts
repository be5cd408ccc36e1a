import type { CitationsDelta } from '@aws-sdk/client-bedrock-runtime';
import type { Citation, CitationLocation } from '../../chat/chat-event.ts';

export function toCitation({ title, source, sourceContent = [], location }: CitationsDelta): Citation {
  const quotes = sourceContent.flatMap((piece) => piece.text ?? []);
  const place = location && toLocation(location);
  return {
    quotes,
    ...(title !== undefined && { title }),
    ...(source !== undefined && { source }),
    ...(place && { location: place }),
  };
}

/** Undefined for a kind of location that this code does not know yet. */
function toLocation({
  documentChar,
  documentPage,
  documentChunk,
  searchResultLocation,
  web,
}: NonNullable<CitationsDelta['location']>): CitationLocation | undefined {
  if (documentChar) return inDocument('characters', documentChar);
  if (documentPage) return inDocument('pages', documentPage);
  if (documentChunk) return inDocument('passages', documentChunk);
  if (searchResultLocation) {
    const { searchResultIndex: result = 0, start = 0, end = start } = searchResultLocation;
    return { unit: 'search-result', result, start, end };
  }
  return web?.url === undefined
    ? undefined
    : { unit: 'web', url: web.url, ...(web.domain !== undefined && { domain: web.domain }) };
}

interface Span {
  readonly documentIndex?: number | undefined;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

function inDocument(
  unit: 'characters' | 'pages' | 'passages',
  { documentIndex: document = 0, start = 0, end = start }: Span,
): CitationLocation {
  return { unit, document, start, end };
}
