import { useEffect, useState } from 'preact/hooks';
import type { Api } from './api/api.ts';
import { listModels, type Model } from './api/list-models.ts';
import type { Problem } from './api/problem.ts';

/** What this deployment has, or why nobody knows. Asked once there is a key, and again whenever the network is back. */
export function useModels(
  { url, key }: Api,
  canAsk: boolean,
): { readonly models: readonly Model[]; readonly problem?: Problem } {
  const [got, setGot] = useState<readonly Model[] | Problem>([]);
  useEffect(() => {
    if (!canAsk) return undefined;
    let isWanted = true;
    void listModels({ url, ...(key !== undefined && { key }) }).then((answer) => isWanted && setGot(answer));
    return () => void (isWanted = false);
  }, [url, key, canAsk]);
  return 'kind' in got ? { models: [], problem: got } : { models: got };
}
