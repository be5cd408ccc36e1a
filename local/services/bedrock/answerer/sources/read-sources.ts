import type { ConverseInput } from '../../converse-input/converse-input.ts';

export interface Source {
  readonly title: string;
  /** Where it is from, if the request says so. */
  readonly source?: string;
  readonly text: string;
}

/** What a request gives its model to answer from. */
export interface Given {
  readonly sources: readonly Source[];
  /** How the answer names them: by Converse's own citations, by numbers in its text, or not at all. */
  readonly citedBy: 'search-results' | 'numbers' | 'nothing';
  /** The last question, without them. */
  readonly question: string;
  /** Why there are none, where the instructions say so. */
  readonly missing?: 'not-found' | 'not-searched';
  /** Whether it is asked to answer then from what it knows itself. */
  readonly mayAnswerWithout: boolean;
}

/** Undefined where a request is not about sources. */
export function readSources({ messages, system = [] }: ConverseInput): Given | undefined {
  const blocks = messages.at(-1)?.content ?? [];
  const texts = blocks.flatMap(({ text }) => text ?? []);
  const numbered = texts.findIndex((text) => opening.test(text));
  const question = texts.filter((_text, index) => index !== numbered).join('\n');
  const results = blocks.flatMap(({ searchResult }) => searchResult ?? []);
  if (results.length > 0) {
    const sources = results.map(({ title, source, content }) => ({
      title,
      source,
      text: content.map(({ text }) => text).join('\n'),
    }));
    const isCited = results.every(({ citations }) => citations?.enabled);
    return { sources, citedBy: isCited ? 'search-results' : 'nothing', question, mayAnswerWithout: false };
  }
  const told = system.map(({ text = '' }) => text).join('\n');
  const sources = readNumbered(texts[numbered] ?? '');
  const citedBy = told.includes('Do not write their numbers') ? 'nothing' : 'numbers';
  if (sources.length > 0) return { sources, citedBy, question, mayAnswerWithout: false };
  const missing = findMissing(told);
  return (
    missing && { sources, citedBy, question, missing, mayAnswerWithout: told.includes('answer from what you know') }
  );
}

function findMissing(told: string): Given['missing'] {
  if (/no source was found/i.test(told)) return 'not-found';
  return /the documents cannot be searched/i.test(told) ? 'not-searched' : undefined;
}

/** The name of the tags is new in each request: what else looks like one is a passage's own words. */
const opening = /^<sources-(?<nonce>[A-Za-z0-9]+)>\n/;

function readNumbered(text: string): readonly Source[] {
  const { nonce } = opening.exec(text)?.groups ?? {};
  if (nonce === undefined) return [];
  const each = new RegExp(
    `<source-${nonce} n="\\d+" title="(?<title>[^"]*)">\n(?<text>[^]*?)\n</source-${nonce}>`,
    'g',
  );
  return [...text.matchAll(each)].map(({ groups: { title = '', text: said = '' } = {} }) => ({ title, text: said }));
}
