import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { loadJson } from '../common/load-json.ts';
import { keep, recall } from '../common/keep.ts';
import { chooseLanguage, isLanguage, type LanguageCode, type Words } from './words.ts';

/** A language and its texts. */
export interface Speech {
  readonly language: LanguageCode;
  readonly words: Words;
  /** What is wrong with a question that does not fit a budget, and what to do. @param metMs when, in ms since 1970 */
  readonly tellSpent?: (problem: Problem, metMs: number) => readonly [what: string, wayOn: string] | undefined;
}

export const SpeechContext = createContext<Speech | undefined>(undefined);

/** The texts of the language that is chosen. */
export function useWords(): Words {
  const words = useContext(SpeechContext)?.words;
  if (!words) throw new Error('there are no words outside App');
  return words;
}

const place = 'rivulet.language';

/** In the language that a person chose in this browser, otherwise in the browser's language. */
export function loadSpeech(url: string): Promise<Speech> {
  return load(url, chooseLanguage([recall('localStorage', place) ?? '', ...navigator.languages]));
}

export function useSpeech(url: string, first: Speech): readonly [Speech, (code: string) => void] {
  const [speech, setSpeech] = useState(first);
  const { language } = speech;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speak = (code: string) => {
    if (!isLanguage(code)) return;
    keep('localStorage', place, code);
    // If it can't be loaded, the current language stays.
    load(url, code).then(setSpeech, () => undefined);
  };
  return [speech, speak];
}

/** @param url the stage's, with its slash */
async function load(url: string, language: LanguageCode): Promise<Speech> {
  return { language, words: await loadJson<Words>(`${url}web/words/${language}.json`) };
}
