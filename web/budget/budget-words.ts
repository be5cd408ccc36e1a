import type { LanguageCode } from '../words/words.ts';
import type { Speech } from '../words/language.ts';
import { tellSpent } from './tell-spent.ts';
import data from './words.json' with { type: 'json' };

export type BudgetWords = (typeof data)['en'];

/** The texts about budgets. They are loaded with them: most deployments have none. */
export function toBudgetWords(language: LanguageCode): BudgetWords {
  return data[language];
}

/** The page's texts, which now know budgets, too. */
export function withBudgetWords({ language, words }: Speech): Speech {
  const own = toBudgetWords(language);
  return {
    language,
    words: { ...words, problems: { ...words.problems, ...own.problems } },
    tellSpent: (problem, metMs) => tellSpent(problem, metMs, { language, own }),
  };
}
