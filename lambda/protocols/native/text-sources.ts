import type { ChatEvent, FoundSource } from '../../chat/chat-event.ts';

export type TextSources = ReturnType<typeof textSources>;

/** Tells sources in plain text: marks like ` [1]` behind the words that cite one, and at the end the list of those that were cited. */
export function textSources() {
  const found = new Map<number, FoundSource>();
  const cited = new Set<number>();

  return {
    /** What an event adds to the text. */
    read(event: ChatEvent): string {
      if (event.type === 'sources') for (const source of event.sources) found.set(source.n, source);
      if (event.type !== 'citation' || event.citation.location?.unit !== 'search-result') return '';
      const n = event.citation.location.result + 1;
      if (!found.has(n)) return '';
      cited.add(n);
      return ` [${n}]`;
    },

    /** A line for each, or nothing. */
    list(): string {
      const lines = [...cited].toSorted((one, other) => one - other).flatMap((n) => found.get(n) ?? []);
      return lines.map(({ n, title, url }) => `[${n}] ${title}${url === undefined ? '' : `: ${url}`}\n`).join('');
    },
  };
}
