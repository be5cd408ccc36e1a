import { later } from '../common/later.ts';
import { useWords } from '../words/language.ts';
import type { CompareProps } from './compare.tsx';

const useCompare = later(() => import('./compare.tsx'));

/** The comparison, loaded when it is first opened. */
export function LaterCompare(props: CompareProps) {
  const words = useWords();
  const part = useCompare();
  if (part === 'lost')
    return (
      <p class="banner" role="alert">
        {words.problems.unreachable} <button onClick={() => location.reload()}>{words.retry}</button>
      </p>
    );
  return part ? <part.Compare {...props} /> : null;
}
