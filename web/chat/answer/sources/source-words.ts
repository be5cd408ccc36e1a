import type { LanguageCode } from '../../../words/words.ts';
import data from './words.json' with { type: 'json' };

export type SourceWords = (typeof data)['en'];

/** The texts about sources. They are loaded with them: most deployments have none. */
export function toSourceWords(language: LanguageCode = 'en'): SourceWords {
  return data[language];
}
