import MiniSearch from 'minisearch';
import type { Passage } from './passages.ts';
import { toTerm, toWords } from './words.ts';

const maxPassages = 2;
/** The part of a question's content words that a passage must hold to be worth quoting. */
const minCoverage = 0.5;

export type FindPassages = (question: string) => readonly Passage[];

/** The passages that answer a question best, best first; none when no passage is really about it. */
export function indexPassages(passages: readonly Passage[]): FindPassages {
  const index = new MiniSearch<Passage & { id: number }>({
    fields: ['heading', 'text'],
    tokenize: (text) => [...toWords(text)],
    processTerm: toTerm,
    searchOptions: { boost: { heading: 2 }, prefix: (term) => term.length > 3, fuzzy: false },
  });
  index.addAll(passages.map((passage, id) => ({ ...passage, id })));

  return (question) => {
    const terms = new Set(toWords(question).flatMap((word) => toTerm(word) ?? []));
    return index
      .search(question)
      .filter(({ queryTerms }) => queryTerms.length / terms.size >= minCoverage)
      .toSorted((one, other) => other.queryTerms.length - one.queryTerms.length)
      .flatMap(({ id }) => passages[Number(id)] ?? [])
      .filter(isFirstOfSection)
      .slice(0, maxPassages);
  };
}

function isFirstOfSection({ file, heading }: Passage, index: number, all: readonly Passage[]): boolean {
  return all.findIndex((other) => other.file === file && other.heading === heading) === index;
}
