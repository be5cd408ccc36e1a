import type { ConverseInput } from '../../converse-input/converse-input.ts';
import { isNumbered, readNumbered } from './read-numbered.ts';
import type { Source } from './source.ts';

/** What a request gives its model to answer from. */
export interface Given {
  readonly sources: readonly Source[];
  /** How the answer names them: by Converse's own citations, by numbers in its text, or not at all. */
  readonly citedBy: 'search-results' | 'numbers' | 'nothing';
  /** The last question, without them. */
  readonly question: string;
  /** Why there are none, where the instructions say so. */
  readonly missing?: 'not-found' | 'not-searched';
  /** Whether it is asked to go on from what it knows itself, where they do not answer the question. */
  readonly mayAnswerWithout: boolean;
}

/** Undefined where a request is not about sources. */
export function readSources({ messages, system = [] }: ConverseInput): Given | undefined {
  const blocks = messages.at(-1)?.content ?? [];
  const texts = blocks.flatMap(({ text }) => text ?? []);
  const numbered = texts.findIndex((text) => isNumbered(text));
  const question = texts.filter((_text, index) => index !== numbered).join('\n');
  const results = blocks.flatMap(({ searchResult }) => searchResult ?? []);
  const told = system.map(({ text = '' }) => text).join('\n');
  const mayAnswerWithout = told.includes('answer from what you know');
  if (results.length > 0) {
    const sources = results.map(({ title, source, content }, at) => ({
      n: at + 1,
      title,
      source,
      text: content.map(({ text }) => text).join('\n'),
    }));
    const isCited = results.every(({ citations }) => citations?.enabled);
    return { sources, citedBy: isCited ? 'search-results' : 'nothing', question, mayAnswerWithout };
  }
  const sources = readNumbered(texts[numbered] ?? '');
  const citedBy = told.includes('Do not write their numbers') ? 'nothing' : 'numbers';
  if (sources.length > 0) return { sources, citedBy, question, mayAnswerWithout };
  const missing = findMissing(told);
  return missing && { sources, citedBy, question, missing, mayAnswerWithout };
}

function findMissing(told: string): Given['missing'] {
  if (/no source was found/i.test(told)) return 'not-found';
  return /the documents cannot be searched/i.test(told) ? 'not-searched' : undefined;
}
