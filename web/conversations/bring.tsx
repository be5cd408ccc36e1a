import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { Api } from '../api/api.ts';
import type { ProblemKind } from '../api/problem.ts';
import { openBrowserStore } from '../chat/history/browser-history.ts';
import type { Conversation } from '../chat/conversation/conversation.ts';
import { SpeechContext, useWords } from '../words/language.ts';
import { fill } from '../words/words.ts';
import { bringHere } from './bring-here.ts';
import { toBringWords } from './kept-words.ts';

interface BringProps {
  /** The stage's, with its slash. */
  readonly url: string;
  readonly api: Api;
  /** Some have arrived. */
  readonly onArrived: () => void;
}

/** Offers to bring the conversations of this browser to the server. Nothing is brought unasked: the browser may be somebody else's. */
export function Bring({ url, api, onArrived }: BringProps) {
  const words = useWords();
  const { offer, failed } = toBringWords(useContext(SpeechContext)?.language ?? 'en');
  const store = useMemo(() => openBrowserStore(url), [url]);
  const [here, setHere] = useState<readonly Conversation[]>([]);
  const [isBringing, setIsBringing] = useState(false);
  const [reason, setReason] = useState<ProblemKind>();
  useEffect(() => {
    // A browser that saves nothing has nothing.
    store.list().then(setHere, () => undefined);
  }, [store]);
  if (here.length === 0) return null;

  const bring = async () => {
    setIsBringing(true);
    const { left, problem } = await bringHere(api, here, store.remove);
    setHere(left);
    setReason(problem?.kind);
    setIsBringing(false);
    if (left.length < here.length) onArrived();
  };
  return (
    <>
      <button disabled={isBringing} onClick={() => void bring()}>
        {fill(offer, { count: here.length })}
      </button>
      {reason && (
        <p class="notice" role="alert">
          {fill(failed, { count: here.length })} {words.problems[reason]}
        </p>
      )}
    </>
  );
}
