import { useContext } from 'preact/hooks';
import { SpeechContext } from '../words/language.ts';
import data from './words.json' with { type: 'json' };

/** The comparison's own texts. They are loaded with it, because few people open it. */
export function useCompareWords() {
  return data[useContext(SpeechContext)?.language ?? 'en'];
}
