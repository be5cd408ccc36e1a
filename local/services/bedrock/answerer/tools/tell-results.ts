import { shorten } from '../shorten.ts';
import { standIn } from '../stand-in.ts';
import { chooseQuotes } from '../sources/choose-quotes.ts';
import { phrasesFor } from '../sources/phrases.ts';
import { readNumbered } from '../sources/read-numbered.ts';
import { findSourced } from './find-sourced.ts';
import type { Source } from '../sources/source.ts';
import type { Result } from './read-results.ts';

/**
 * What tools returned, in words that are theirs, and what tells it.
 * @param question what they were called for
 */
export function tellResults(results: readonly Result[], question: string): string {
  const closing = `${standIn}: it asked by plain rules, and tells what came of it.`;
  return [...results.map((result) => tellResult(result, question)), closing].join('\n\n');
}

function tellResult({ name, isError, text }: Result, question: string): string {
  if (isError) return text === '' ? `${name} failed.` : `${name} failed: ${shorten(text)}`;
  if (text === '') return `${name} returned nothing.`;
  if (text.startsWith('Nothing was found.')) return phrasesFor(question).notFound;
  const sources = readNumbered(text);
  if (sources.length > 0) return quote(question, sources);
  const passage = findSourced(text);
  if (passage === undefined) return `${name} says: ${shorten(text)}`;
  const heading = passage.heading === undefined ? '' : `, "${passage.heading}"`;
  return `${name} found this in ${passage.source}${heading}:\n\n${shorten(passage.text)}`;
}

/** What a search of the deployment's documents found: its numbers become citations. */
function quote(question: string, sources: readonly Source[]): string {
  const phrases = phrasesFor(question);
  const quotes = chooseQuotes(question, sources).map(
    ({ sentence, source: { n } }) => `${phrases.quote(sentence)} [${n}]`,
  );
  return quotes.length > 0 ? quotes.join('\n\n') : phrases.notSaid;
}
