import { useState } from 'preact/hooks';
import { keep, recall } from './shared/keep.ts';

/**
 * The API key: asked for once, kept for this tab and gone with it. By the stage's URL, since several stages may stand behind one
 * domain and none is to be shown another's key.
 */
export function useKey(url: string): readonly [string | undefined, (key: string | undefined) => void] {
  const place = `rivulet.key ${url}`;
  const [key, setKey] = useState(() => recall('sessionStorage', place));
  const change = (given: string | undefined) => {
    keep('sessionStorage', place, given);
    setKey(given);
  };
  return [key, change];
}
