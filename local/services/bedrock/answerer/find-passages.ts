import MiniSearch from 'minisearch';
import type { Passage } from './passages.ts';
import { toWords } from './words.ts';

const maxPassages = 2;
/** The part of a question's content words that a passage must hold to be worth quoting. */
const minCoverage = 0.5;

// Words that don't show what a question is about, greetings included. Short Hiragana words are particles.
const fillers: ReadonlySet<string> = new Set(
  (
    'a about an and are as at be by can could do does for from give has have how i in is it its me my of on or please ' +
    'hello hey hi introduce say sentence should tell thanks two yourself that the there this to was we what when where which who why will with would you your explain'
  ).split(' '),
);
const particle = /^\p{Script=Hiragana}{1,3}$/u;

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

function toTerm(word: string): string | undefined {
  const stem = word.length > 3 ? word.replace(/(?<=[^s])s$/, '') : word;
  return fillers.has(word) || fillers.has(stem) || particle.test(word) ? undefined : stem;
}
