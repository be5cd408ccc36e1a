import type { Speech } from '../words/language.ts';
import data from './words.json' with { type: 'json' };

/** The texts of the sign-in. They are loaded with it: a page with a key has no use for them. */
export function toSignInWords({ language }: Speech) {
  return data[language];
}

/** The page's texts, where those about a key speak of the sign-in instead. */
export function withoutKey(speech: Speech): Speech {
  const { words } = speech;
  const { changeKey, unauthenticated, quotaExceeded, wayOn } = toSignInWords(speech).instead;
  return {
    ...speech,
    words: {
      ...words,
      changeKey,
      problems: { ...words.problems, unauthenticated, 'quota-exceeded': quotaExceeded },
      waysOn: { ...words.waysOn, 'change-key': wayOn },
    },
  };
}
