import type { Verdict } from './judge.ts';

/** A part of a whole: `{part: 9, of: 10}`. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

/** What the answers of some questions show together. */
export interface Summary {
  /** The expected document is among the sources. */
  readonly hit: Share;
  /** It is the first of them. */
  readonly first: Share;
  /** Sentences with a citation, in answers to questions that the documents answer. */
  readonly cited: Share;
  /** Questions outside the documents whose answers cite nothing. */
  readonly told: Share;
  readonly falseSources: number;
  readonly marksLeft: number;
  /** Answers without a search, because the documents could not be searched. */
  readonly unavailable: number;
}

export function summarize(verdicts: readonly Verdict[]): Summary {
  const inside = verdicts.filter(({ question }) => question.documents.length > 0);
  const outside = verdicts.filter(({ question }) => question.documents.length === 0);
  return {
    hit: { part: inside.filter(isHit).length, of: inside.length },
    first: { part: inside.filter(({ rank }) => rank === 1).length, of: inside.length },
    cited: { part: sum(inside, 'citedSentences'), of: sum(inside, 'sentences') },
    told: { part: outside.filter(isTold).length, of: outside.length },
    falseSources: sum(verdicts, 'falseSources'),
    marksLeft: sum(verdicts, 'marksLeft'),
    unavailable: verdicts.filter(({ isUnavailable }) => isUnavailable).length,
  };
}

/** Of those that have one, in the order in which they come. */
export function summarizeByLanguage(verdicts: readonly Verdict[]): Readonly<Record<string, Summary>> {
  const languages = new Set(verdicts.flatMap(({ question }) => question.language ?? []));
  const of = (asked: string) => summarize(verdicts.filter(({ question }) => question.language === asked));
  return Object.fromEntries([...languages].map((language) => [language, of(language)]));
}

export function isHit({ rank }: Verdict): boolean {
  return rank !== undefined;
}

/** Of a question outside the documents. */
export function isTold({ citations }: Verdict): boolean {
  return citations === 0;
}

/** From 0 to 100; undefined where there is nothing to share. */
export function toPercent({ part, of }: Share): number | undefined {
  return of === 0 ? undefined : (part / of) * 100;
}

function sum(
  verdicts: readonly Verdict[],
  name: 'citedSentences' | 'falseSources' | 'marksLeft' | 'sentences',
): number {
  return verdicts.reduce((total, verdict) => total + verdict[name], 0);
}
