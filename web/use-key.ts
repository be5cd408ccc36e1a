import { useState } from 'preact/hooks';

const place = 'rivulet.key';

/** The API key: asked for once, kept for this tab and gone with it. */
export function useKey(): readonly [string | undefined, (key: string | undefined) => void] {
  const [key, setKey] = useState(() => sessionStorage.getItem(place) ?? undefined);
  const keep = (given: string | undefined) => {
    if (given === undefined) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, given);
    setKey(given);
  };
  return [key, keep];
}
