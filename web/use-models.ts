import { useEffect, useState } from 'preact/hooks';
import type { Api } from './api/api.ts';
import { listModels, type Model } from './api/list-models.ts';
import type { Problem } from './api/problem.ts';

interface Models {
  readonly models: readonly Model[];
  /** Why the models are unknown. */
  readonly problem?: Problem;
  readonly askAgain: () => void;
}

/** The models of this deployment. Loaded when the person is in, and again when the network is back. */
export function useModels(api: Api, canAsk: boolean): Models {
  const [got, setGot] = useState<readonly Model[] | Problem>([]);
  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    if (!canAsk) return undefined;
    let isWanted = true;
    void listModels(api).then((answer) => isWanted && setGot(answer));
    return () => void (isWanted = false);
  }, [api, canAsk, attempt]);
  const askAgain = () => setAttempt(attempt + 1);
  return 'kind' in got ? { models: [], problem: got, askAgain } : { models: got, askAgain };
}
