import type { Source } from '../ask/answer-event.ts';
import type { Question } from './questions/question.ts';
import type { Answer } from './read-answer.ts';

/** What one answer shows. */
export interface Verdict {
  readonly question: Question;
  /** At which place among the sources the first expected document stands, from 1; undefined if none does, or none is expected. */
  readonly rank: number | undefined;
  readonly sentences: number;
  readonly citedSentences: number;
  /** Citations of what was not told as a source before. */
  readonly falseSources: number;
  /** Marks such as [2] that are still in the text, where they cite nothing. */
  readonly marksLeft: number;
  readonly citations: number;
  /** What was found, in the words that the client is told. */
  readonly found: readonly string[];
  readonly isUnavailable: boolean;
}

/** What a client is told of a document: no path, but its title, and its link if the deployment has links. */
export interface KnownDocument {
  readonly key: string;
  readonly title: string;
}

export function judge(question: Question, answer: Answer, documents: readonly KnownDocument[]): Verdict {
  const { text, sources, citations, isUnavailable } = answer;
  const expected = documents.filter(({ key }) => question.documents.includes(key));
  const at = sources.findIndex((source) => expected.some((document) => isOf(source, document)));
  const sentences = toSentences(text, question.language);
  const isCited = ({ start, end }: Sentence) => citations.some((place) => place.at > start && place.at <= end);
  return {
    question,
    rank: at === -1 ? undefined : at + 1,
    sentences: sentences.length,
    citedSentences: sentences.filter(isCited).length,
    falseSources: citations.filter(({ isTold }) => !isTold).length,
    marksLeft: [...withoutCode(text).matchAll(/\[\d{1,3}\](?![(\d])/g)].length,
    citations: citations.length,
    found: sources.map(({ title }) => title),
    isUnavailable,
  };
}

function isOf({ title, url }: Source, document: KnownDocument): boolean {
  const path = document.key.split('/').map(encodeURIComponent).join('/');
  return title === document.title || url?.endsWith(`/${path}`) === true;
}

interface Sentence {
  readonly start: number;
  readonly end: number;
}

/** Headings and code are not sentences that say something of their own; nor is what has no letters. */
function toSentences(text: string, language: string | undefined): Sentence[] {
  const segments = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)];
  return segments
    .map(({ segment, index }) => ({ segment, start: index, end: index + segment.length }))
    .filter(({ segment }) => /\p{L}{2}/u.test(segment) && !/^\s*#{1,6} /.test(segment));
}

/** In code, brackets are no marks. */
function withoutCode(text: string): string {
  return text.replaceAll(/```.*?(?:```|$)|`[^`\n]*`/gs, '');
}
