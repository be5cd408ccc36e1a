import { later } from '../../../common/later.ts';

const useSourcesPart = later(() => import('./sources.tsx'));

/** How sources look, loaded with the first one. Until then, and where it is lost, an answer has no marks, and its sources are names alone. */
export function useSources(isWanted: boolean) {
  const part = useSourcesPart(isWanted);
  return typeof part === 'object' ? part : undefined;
}
