import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../api/api.ts';
import type { Problem } from '../api/problem.ts';
import { askUsage, type Of, type UsageAnswer } from './ask-usage.ts';

interface Asked {
  readonly canAsk: boolean;
  /** How many days. */
  readonly count: number;
  readonly of: Of | undefined;
}

/** What was answered to whom: another key sees something else. */
interface Got {
  readonly api: Api;
  readonly answer?: UsageAnswer;
  readonly problem?: Problem;
  /** When, in ms since 1970. */
  readonly metMs: number;
}

/** What was used. The answer before stays until the next one is there. */
export function useUsage(api: Api, { canAsk, count, of }: Asked) {
  const [got, setGot] = useState<Got>();
  const [attempt, setAttempt] = useState(1);
  const [isAsking, setIsAsking] = useState(false);
  useEffect(() => {
    if (!canAsk) return undefined;
    const abort = new AbortController();
    setIsAsking(true);
    void askUsage(api, count, of, abort.signal).then((told) => {
      if (abort.signal.aborted) return;
      setIsAsking(false);
      setGot({ api, metMs: Date.now(), ...('kind' in told ? { problem: told } : { answer: told }) });
    });
    return () => abort.abort();
  }, [api, canAsk, count, of, attempt]);
  return { ...(got?.api === api && got), isAsking, askAgain: () => setAttempt(attempt + 1) };
}
