import { shorten } from '../shorten.ts';
import { standIn } from '../stand-in.ts';
import { findSourced } from './find-sourced.ts';
import type { Result } from './read-results.ts';

/** What tools returned, in words that are theirs, and what tells it. */
export function tellResults(results: readonly Result[]): string {
  const closing = `${standIn}: it asked by plain rules, and tells what came of it.`;
  return [...results.map(tellResult), closing].join('\n\n');
}

function tellResult({ name, isError, text }: Result): string {
  if (isError) return text === '' ? `${name} failed.` : `${name} failed: ${shorten(text)}`;
  if (text === '') return `${name} returned nothing.`;
  const passage = findSourced(text);
  if (passage === undefined) return `${name} says: ${shorten(text)}`;
  const heading = passage.heading === undefined ? '' : `, "${passage.heading}"`;
  return `${name} found this in ${passage.source}${heading}:\n\n${shorten(passage.text)}`;
}
