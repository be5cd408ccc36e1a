import type { BudgetProblemKind, KeptProblemKind, ProblemKind, WayOn } from '../api/problem.ts';
import type data from './words.json';
import type { KeptWords } from '../conversations/kept-words.ts';

/** The page's texts in one language; `{name}` is filled in. All languages are in `words.json`, each is a file of its own when built. */
export type Words = (typeof data)['en'] & {
  readonly problems: Record<Exclude<ProblemKind, BudgetProblemKind | KeptProblemKind>, string> &
    // Of what only some deployments have: `budget/words.json`, `conversations/words.json`.
    Partial<Record<BudgetProblemKind | KeptProblemKind, string>>;
  readonly waysOn: Record<WayOn, string>;
  /** Where conversations are on the server: `conversations/words.json`. */
  readonly kept?: KeptWords;
};

/** Each language under its own name. */
export const languages = { en: 'English', ja: '日本語', vi: 'Tiếng Việt' } as const satisfies Record<
  keyof typeof data,
  string
>;

export type LanguageCode = keyof typeof languages;

export function isLanguage(code: string): code is LanguageCode {
  return Object.hasOwn(languages, code);
}

/** The first wanted language that the page has, by its tag (`vi-VN`), otherwise English. */
export function chooseLanguage(wanted: readonly string[]): LanguageCode {
  return wanted.map((tag) => tag.split('-')[0] ?? '').find(isLanguage) ?? 'en';
}

/** Fills the placeholders of a text with values. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}
