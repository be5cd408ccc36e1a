import type { CitationsDelta } from '@aws-sdk/client-bedrock-runtime';
import type { Citation, CitationLocation } from '../../chat/chat-event.ts';

/** Its texts have whole characters only, as those of the answer. */
export function toCitation({ title, source, sourceContent = [], location }: CitationsDelta): Citation {
  const quotes = sourceContent.flatMap((piece) => piece.text?.toWellFormed() ?? []);
  const place = location && toLocation(location);
  return {
    quotes,
    ...(title !== undefined && { title: title.toWellFormed() }),
    ...(source !== undefined && { source: source.toWellFormed() }),
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
  // Clients show it as a link, which must not run anything.
  if (!web?.url || !/^https?:\/\//i.test(web.url)) return undefined;
  return { unit: 'web', url: web.url.toWellFormed(), ...(web.domain !== undefined && { domain: web.domain }) };
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
