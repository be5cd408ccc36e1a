import { useEffect, useMemo, useState } from 'preact/hooks';
import type { UseAccess } from '../common/access.ts';
import { Bring } from './bring.tsx';
import { withKeptWords } from './kept-words.ts';
import { hidden, openServerHistory } from './server-history.ts';

// Nothing imports it from here: as in compare.tsx, it keeps the page's code in one file.
export { start } from '../start.tsx';

/** Keeps the conversations of whoever is in on the server. @param url the stage's, with its slash */
export function withConversations(url: string, useAccess: UseAccess): UseAccess {
  return (plain) => {
    const access = useAccess(plain);
    const { api, isIn } = access;
    // Another one is listed anew: when the network is back, and when something was brought.
    const [listings, setListings] = useState(1);
    const listAnew = () => setListings((before) => before + 1);
    useEffect(() => {
      addEventListener('online', listAnew);
      return () => removeEventListener('online', listAnew);
    }, []);
    const history = useMemo(() => (isIn ? openServerHistory(api) : hidden), [api, isIn, listings]);
    return {
      ...access,
      history,
      speech: useMemo(() => withKeptWords(access.speech), [access.speech]),
      bring: isIn && <Bring url={url} api={api} onArrived={listAnew} />,
    };
  };
}
