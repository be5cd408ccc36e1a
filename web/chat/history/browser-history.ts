import { createStore, del, set, type UseStore, values } from 'idb-keyval';
import type { Conversation } from '../conversation/conversation.ts';
import type { History } from './history.ts';

/** In this browser, apart for each stage: IndexedDB, since attachments are larger than local storage. */
export function openBrowserHistory(url: string): History {
  let opened: UseStore | undefined;
  // Not at once: a browser may refuse with a throw, which is then a rejection of what was asked.
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
