import { createStore, del, set, values } from 'idb-keyval';
import type { Conversation } from './conversation.ts';
import type { History } from './history.ts';

/** In this browser: IndexedDB, since attachments are larger than local storage. Nobody else can read it. */
export function openBrowserHistory(): History {
  const store = createStore('rivulet', 'conversations');
  return {
    async list() {
      const kept = await values<Conversation>(store);
      return kept.toSorted((one, other) => other.askedMs - one.askedMs);
    },
    save: (conversation) => set(conversation.id, conversation, store),
    remove: (id) => del(id, store),
  };
}
