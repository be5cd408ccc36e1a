import { useEffect, useRef, useState } from 'preact/hooks';

/** The views besides the chat, as their addresses call them: `#compare`. */
export type OtherView = 'compare' | 'usage';

/** What the page's address contains. */
export interface View {
  readonly name: 'chat' | OtherView;
  /** The open conversation, also behind another view; undefined for a new one. */
  readonly id: string | undefined;
}

/** Of the whole page: it looks at the address for as long as the page is open. */
export function useView(others: readonly OtherView[]): View {
  const [hash, setHash] = useState(location.hash);
  const openId = useRef<string | undefined>(undefined);
  useEffect(() => addEventListener('hashchange', () => setHash(location.hash)), []);
  const name = others.find((other) => hash === `#${other}`);
  if (name) return { name, id: openId.current };
  openId.current = /^#chat\/([\w.:-]+)$/.exec(hash)?.[1];
  return { name: 'chat', id: openId.current };
}

/** Opens a conversation, or a new one. At once: the browser's own event comes after what a person does next. */
export function goToChat(id?: string): void {
  location.hash = toChatHash(id);
  dispatchEvent(new Event('hashchange'));
}

/** The address of a conversation, or of a new one. */
export function toChatHash(id?: string): string {
  return id === undefined ? '#chat' : `#chat/${id}`;
}
