import { useEffect, useRef, useState } from 'preact/hooks';

/** What the address names. */
export interface View {
  readonly name: 'chat' | 'compare';
  /** The conversation that is open, also behind the comparison; none where a new one is. */
  readonly id: string | undefined;
}

export function useView(): View {
  const [hash, setHash] = useState(location.hash);
  const openId = useRef<string | undefined>(undefined);
  useEffect(() => {
    const look = () => setHash(location.hash);
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  if (hash === '#compare') return { name: 'compare', id: openId.current };
  openId.current = /^#chat\/([\w-]+)$/.exec(hash)?.[1];
  return { name: 'chat', id: openId.current };
}

/** The address of a conversation, or of a new one. */
export function toChatHash(id?: string): string {
  return id === undefined ? '#chat' : `#chat/${id}`;
}
