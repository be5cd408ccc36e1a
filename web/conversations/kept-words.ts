import type { LanguageCode } from '../words/words.ts';
import type { Speech } from '../words/language.ts';
import data from './words.json' with { type: 'json' };

export type KeptWords = (typeof data)['en']['kept'];

/** The texts about bringing conversations to the server. */
export function toBringWords(language: LanguageCode) {
  return data[language].bring;
}

/** The page's texts, where those about conversations speak of the server. */
export function withKeptWords(speech: Speech): Speech {
  const { words } = speech;
  const { instead, kept, problems } = data[speech.language];
  return { ...speech, words: { ...words, ...instead, kept, problems: { ...words.problems, ...problems } } };
}
