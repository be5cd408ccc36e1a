import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../words/language.ts';
import type { Compare, CompareProps } from './compare.tsx';

/** The comparison, loaded when it is first opened. After a deployment, an older page can't find it any more; a reload helps. */
export function LaterCompare(props: CompareProps) {
  const words = useWords();
  const [Loaded, setLoaded] = useState<typeof Compare>();
  const [isLost, setIsLost] = useState(false);
  useEffect(() => {
    import('./compare.tsx').then(
      (module) => setLoaded(() => module.Compare),
      () => setIsLost(true),
    );
  }, []);
  if (Loaded) return <Loaded {...props} />;
  return isLost ? (
    <p class="banner" role="alert">
      {words.problems.unreachable} <button onClick={() => location.reload()}>{words.retry}</button>
    </p>
  ) : null;
}
