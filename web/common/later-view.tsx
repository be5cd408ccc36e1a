import type { ComponentType } from 'preact';
import { useWords } from '../words/language.ts';
import { later } from './later.ts';

/** A view of the page that is loaded when it is first opened. */
export function laterView<Props extends object>(load: () => Promise<{ readonly View: ComponentType<Props> }>) {
  const usePart = later(load);
  return (props: Props) => {
    const words = useWords();
    const part = usePart();
    if (part === 'lost')
      return (
        <p class="banner" role="alert">
          {words.problems.unreachable} <button onClick={() => location.reload()}>{words.retry}</button>
        </p>
      );
    return part ? <part.View {...props} /> : null;
  };
}
