import type { Citation, CitationLocation } from '../chat/chat-event.ts';

/** What a citation names, as clients can show it. */
export interface Cited {
  /** Never empty. */
  readonly name: string;
  /** Where it is on the web, if that is known. Clients show it as a link. */
  readonly url?: string;
  /** Its place among what the request had: `document-0`, `search-result-2`. None of a page on the web. */
  readonly place?: string;
}

/** Undefined for a citation that names nothing. */
export function toCited({ title, source, location }: Citation): Cited | undefined {
  const url = location?.unit === 'web' ? location.url : toUrl(source);
  const place = location && toPlace(location);
  const name = [title, url, source, place].find(Boolean);
  if (name === undefined) return undefined;
  return { name, ...(url !== undefined && { url }), ...(place !== undefined && { place }) };
}

/** What a search found often has its address as its source. */
function toUrl(source = ''): string | undefined {
  return /^https?:\/\/\S+$/.test(source) && URL.canParse(source) ? source : undefined;
}

function toPlace(location: CitationLocation): string | undefined {
  if (location.unit === 'web') return undefined;
  return location.unit === 'search-result' ? `search-result-${location.result}` : `document-${location.document}`;
}
