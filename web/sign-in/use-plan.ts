import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../api/api.ts';

/** The plan of the person who is signed in. Undefined until it is known; the page works without it. */
export function usePlan(api: Api, isIn: boolean): string | undefined {
  const [plan, setPlan] = useState<string>();
  useEffect(() => {
    if (isIn) readPlan(api).then(setPlan, () => undefined);
  }, [api, isIn]);
  return plan;
}

async function readPlan(api: Api): Promise<string | undefined> {
  const response = await api('me');
  if (!response.ok) return undefined;
  const { plan }: { plan?: unknown } = await response.json();
  return typeof plan === 'string' ? plan : undefined;
}
