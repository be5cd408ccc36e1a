import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { History } from './history.ts';

/** In this browser, separate for each stage: in IndexedDB, because attachments are too large for local storage. */
export function openBrowserHistory(url: string): History {
  let opened: UseStore | undefined;
  // Opened on first use: if the browser refuses with a throw, that call rejects.
  const store = () => (opened ??= createStore(`rivulet ${url}`, 'conversations'));
  const change = async (make: (all: IDBObjectStore) => void) =>
    store()('readwrite', (all) => {
      make(all);
      return promisifyRequest(all.transaction);
    });
  return {
    async list() {
      return store()('readonly', (all) => promisifyRequest(all.getAll()));
    },
    save: (conversation) => change((all) => void all.put(conversation, conversation.id)),
    remove: (id) => change((all) => void all.delete(id)),
  };
}
