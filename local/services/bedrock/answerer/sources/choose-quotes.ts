import { toTerms } from '../../../knowledge/search/terms.ts';
import type { Source } from './read-sources.ts';
import { toSentences } from './sentences.ts';

/** A sentence of a source. */
export interface Quote {
  readonly sentence: string;
  /** Counts from 0. */
  readonly source: number;
}

const maxQuotes = 3;
/** The part of the question's words that a source must hold, and the part that a sentence of it must. */
const minSourceShare = 0.5;
const minSentenceShare = 0.3;
/** What comes behind the best sentence must be nearly as good. */
const minOfBest = 0.6;

/** The sentences that hold the most of a question's words, best first; none when no source is really about it. What they say is only ever quoted. */
export function chooseQuotes(question: string, sources: readonly Source[]): readonly Quote[] {
  const asked = new Set(toTerms(question));
  const found = sources.flatMap(({ title, text }, source) => {
    if (shareOf(asked, `${title}\n${text}`) < minSourceShare) return [];
    return toSentences(text).map((sentence) => ({ sentence, source, share: shareOf(asked, sentence) }));
  });
  const sorted = found.toSorted((one, other) => other.share - one.share);
  const least = Math.max(minSentenceShare, (sorted[0]?.share ?? 0) * minOfBest);
  return sorted
    .filter(({ sentence, share }, at) => share >= least && isFirst(sorted, sentence, at))
    .slice(0, maxQuotes)
    .map(({ sentence, source }) => ({ sentence, source }));
}

function shareOf(asked: ReadonlySet<string>, text: string): number {
  const terms = new Set(toTerms(text));
  return asked.size === 0 ? 0 : [...asked].filter((term) => terms.has(term)).length / asked.size;
}

function isFirst(all: readonly Quote[], sentence: string, at: number): boolean {
  return all.findIndex((other) => other.sentence === sentence) === at;
}
