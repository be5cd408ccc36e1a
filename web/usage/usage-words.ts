import type { Speech } from '../words/language.ts';
import type { LanguageCode } from '../words/words.ts';
import data from './words.json' with { type: 'json' };

export type UsageWords = (typeof data)['en'];

/** The view's own texts. They are loaded with it. */
export function toUsageWords(language: LanguageCode): UsageWords {
  return data[language];
}

/** The page's texts, which here are about days and no question. */
export function withUsageWords(speech: Speech): Speech {
  const { words, language } = speech;
  const own = toUsageWords(language);
  const problems = { ...words.problems, ...own.problems };
  return { ...speech, words: { ...words, problems, waysOn: { ...words.waysOn, ...own.waysOn } } };
}
