import MiniSearch from 'minisearch';
import { toTerms } from './terms.ts';

interface Searchable {
  readonly title: string;
  readonly text: string;
}

export interface Found<Item> {
  readonly item: Item;
  /** 0 to 1. */
  readonly score: number;
}

export type Search<Item> = (query: string) => readonly Found<Item>[];

/**
 * Searches words, not meanings. A passage's score is the share of the question's words that it or its title holds, where a word counts by how few
 * passages have it: what all have tells little, and what none has (most of a question about something else) pulls the score down the most.
 * Between passages with the same words, minisearch's order (BM25) decides. Best first; those without any word are not found.
 */
export function openIndex<Item extends Searchable>(items: readonly Item[]): Search<Item> {
  const index = new MiniSearch<{ id: number; title: string; text: string }>({
    fields: ['title', 'text'],
    tokenize: (text) => [...toTerms(text)],
    processTerm: (term) => term,
    searchOptions: { boost: { title: 2 } },
  });
  index.addAll(items.map(({ title, text }, id) => ({ id, title, text })));
  const counts = countPassages(items);

  return (query) => {
    const terms = [...new Set(toTerms(query))];
    const weights = new Map(terms.map((term) => [term, toWeight(counts.get(term) ?? 0, items.length)]));
    const whole = sum(weights.values());
    const found = index.search(query).flatMap(({ id, queryTerms }) => {
      const item = items[Number(id)];
      const share = sum([...new Set(queryTerms)].map((term) => weights.get(term) ?? 0)) / whole;
      return item && share > 0 ? [{ item, score: Math.round(share * 10_000) / 10_000 }] : [];
    });
    // Equal scores stay in minisearch's order.
    return found.toSorted((one, other) => other.score - one.score);
  };
}

/** In how many passages each word is. */
function countPassages(items: readonly Searchable[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { title, text } of items) {
    for (const term of new Set(toTerms(`${title}\n${text}`))) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

function toWeight(count: number, passages: number): number {
  return Math.log(1 + (passages + 1) / (count + 0.5));
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}
