import { toTerms } from '../../../knowledge/search/terms.ts';
import { toSentences } from './sentences.ts';
import type { Source } from './source.ts';

/** A sentence of a source. */
export interface Quote {
  readonly sentence: string;
  readonly source: Source;
}

const maxQuotes = 3;
/** Of a source that is longer, the beginning is read. */
const maxChars = 20_000;
const unknownWeight = 1.5;
/** The part of the question's words that a source must hold, and the part that a sentence of it must. */
const minSourceShare = 0.5;
const minSentenceShare = 0.3;
/** What comes behind the best sentence must be nearly as good. */
const minOfBest = 0.6;

/** The sentences that hold the most of a question's words, best first; none when no source is really about it. What they say is only ever quoted. */
export function chooseQuotes(question: string, given: readonly Source[]): readonly Quote[] {
  const sources = given.map((source) => ({ ...source, text: source.text.slice(0, maxChars) }));
  const asked = weigh(question, sources);
  const found = sources.flatMap((source) => {
    const { title, text } = source;
    const ofSource = shareOf(asked, `${title}\n${text}`);
    if (ofSource < minSourceShare) return [];
    const sentences = toSentences(text).map((sentence) => ({ sentence, share: shareOf(asked, sentence) }));
    const fitting = sentences.filter(({ share }) => share >= minSentenceShare);
    // What stands around a sentence tells what it is about.
    return fitting.map(({ sentence, share }) => ({ sentence, source, share: share * ofSource }));
  });
  const sorted = found.toSorted((one, other) => other.share - one.share);
  const least = (sorted[0]?.share ?? 0) * minOfBest;
  return sorted
    .filter(({ sentence, share }, at) => share >= least && isFirst(sorted, sentence, at))
    .slice(0, maxQuotes)
    .map(({ sentence, source }) => ({ sentence, source }));
}

/** The question's words. One that no source has counts more: it is what the question is really about. */
function weigh(question: string, sources: readonly Source[]): ReadonlyMap<string, number> {
  const known = new Set(sources.flatMap(({ title, text }) => toTerms(`${title}\n${text}`)));
  return new Map(toTerms(question).map((term) => [term, known.has(term) ? 1 : unknownWeight]));
}

function shareOf(asked: ReadonlyMap<string, number>, text: string): number {
  const terms = new Set(toTerms(text));
  const held = [...asked].filter(([term]) => terms.has(term)).map(([, weight]) => weight);
  return held.length === 0 ? 0 : sum(held) / sum([...asked.values()]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function isFirst(all: readonly Quote[], sentence: string, at: number): boolean {
  return all.findIndex((other) => other.sentence === sentence) === at;
}
