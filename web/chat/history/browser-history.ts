import { createStore, del, set, type UseStore, values } from 'idb-keyval';
import type { Conversation } from '../conversation/conversation.ts';
import type { History } from './history.ts';

/** In this browser, separate for each stage: in IndexedDB, because attachments are too large for local storage. */
export function openBrowserHistory(url: string): History {
  let opened: UseStore | undefined;
  // Opened on first use: if the browser refuses with a throw, that call rejects.
  const store = () => (opened ??= createStore(`rivulet ${url}`, 'conversations'));
  return {
    async list() {
      return values<Conversation>(store());
    },
    async save(conversation) {
      await set(conversation.id, conversation, store());
    },
    async remove(id) {
      await del(id, store());
    },
  };
}
