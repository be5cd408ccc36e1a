import type { CitedBy } from '../ask/cited-by.ts';
import { citeNumbers } from './cite-numbers.ts';
import { type Citable, type Cite, isOfDocument, toCitation } from './citable.ts';

/**
 * The citations of an answer become those of the sources that were found: whatever else the model names is none.
 * @param before how many search results the request has before those
 */
export function createCite(found: readonly Citable[], citedBy: CitedBy, before: number): Cite {
  return citedBy === 'numbers' ? citeNumbers(found) : byItself(found, before);
}

function byItself(found: readonly Citable[], before: number): Cite {
  return (event) => {
    if (event.type !== 'citation' || isOfDocument(event.citation.location)) return [event];
    const { location, quotes } = event.citation;
    if (location?.unit !== 'search-result') return [];
    const cited = found[location.result - before];
    return cited ? [{ ...event, citation: toCitation(cited, quotes, location) }] : [];
  };
}
