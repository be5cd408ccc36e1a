import { useState } from 'preact/hooks';
import { keep, recall } from './common/keep.ts';

/**
 * The API key: asked for once, stored for this tab and deleted with it. Stored by the stage's URL: several stages may
 * share one domain, and none may see another's key.
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
