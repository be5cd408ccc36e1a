import { useContext } from 'preact/hooks';
import { SpeechContext } from '../words/language.ts';
import data from './words.json' with { type: 'json' };

/** The comparison's own texts: they come with it, since few look at it. */
export function useCompareWords() {
  return data[useContext(SpeechContext)?.language ?? 'en'];
}
