import { useEffect, useState } from 'preact/hooks';

export type View = 'chat' | 'compare';

/** Which view the address names. */
export function useView(): View {
  const [view, setView] = useState(readView);
  useEffect(() => {
    const look = () => setView(readView());
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return view;
}

function readView(): View {
  return location.hash === '#compare' ? 'compare' : 'chat';
}
