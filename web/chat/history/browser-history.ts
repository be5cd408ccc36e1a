import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Api } from '../../api/api.ts';
import { ask } from '../../api/ask.ts';
import { type Conversation, reopen, toBody } from '../conversation/conversation.ts';
import type { History } from './history.ts';

/** In this browser: each question sends the whole conversation. */
export function openBrowserHistory(url: string, api: Api): History {
  const { list, save, remove } = openBrowserStore(url);
  return {
    list: async () => ({ conversations: (await list()).map(reopen) }),
    answer: (conversation, model, signal) => ask(api, toBody(conversation, model), signal),
    save,
    remove,
  };
}

/** What this browser has, separate for each stage: in IndexedDB, because attachments are too large for local storage. */
export function openBrowserStore(url: string) {
  let opened: UseStore | undefined;
  // Opened on first use: if the browser refuses with a throw, that call rejects.
  const store = () => (opened ??= createStore(`rivulet ${url}`, 'conversations'));
  const change = async (make: (all: IDBObjectStore) => void) =>
    store()('readwrite', (all) => {
      make(all);
      return promisifyRequest(all.transaction);
    });
  return {
    list: async () => {
      const all: readonly Conversation[] = await store()('readonly', (kept) => promisifyRequest(kept.getAll()));
      return all;
    },
    save: (conversation: Conversation) => change((all) => void all.put(conversation, conversation.id)),
    remove: (id: string) => change((all) => void all.delete(id)),
  };
}
