import type { PageEvent } from '../../api/ask.ts';
import { markLast, type Part } from './parts.ts';

export interface Source {
  /** The number that the server gave it when it was found. Without one the model brought it, from files of the question or from the web. */
  readonly n?: number;
  readonly title?: string;
  readonly source?: string;
  readonly url?: string;
  /** How the passage that was found begins. */
  readonly snippet?: string;
  readonly quotes: readonly string[];
  /** Of one that was found; others are there because they are cited. */
  readonly isCited?: true;
}

interface Cited {
  readonly parts: readonly Part[];
  readonly sources: readonly Source[];
}

type Citation = Extract<PageEvent, { readonly type: 'citation' }>['data'];

/** Cites a source for the last words. Where documents were searched, what was not found there is no source of theirs. */
export function cite({ parts, sources }: Cited, { title, source, quotes, location }: Citation): Cited {
  if (location?.unit === 'search-result' && sources.some(({ n }) => n !== undefined)) {
    const at = sources.findIndex(({ n }) => n === location.result + 1);
    const found = sources[at];
    if (!found) return { parts, sources };
    const cited = { ...found, quotes: [...new Set([...found.quotes, ...quotes])], isCited: true as const };
    return { parts: markLast(parts, at), sources: sources.with(at, cited) };
  }
  const own: Source = {
    ...(title !== undefined && { title }),
    ...(source !== undefined && { source }),
    ...(location?.unit === 'web' && { url: location.url }),
    quotes,
  };
  const at = sources.findIndex((each) => isSame(each, own));
  const before = sources[at];
  if (!before) return { parts: markLast(parts, sources.length), sources: [...sources, own] };
  const both = { ...before, quotes: [...new Set([...before.quotes, ...quotes])] };
  return { parts: markLast(parts, at), sources: sources.with(at, both) };
}

function isSame(one: Source, other: Source): boolean {
  return one.n === other.n && one.title === other.title && one.source === other.source && one.url === other.url;
}
