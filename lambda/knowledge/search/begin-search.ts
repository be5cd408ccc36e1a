import type { ChatEvent } from '../../chat/chat-event.ts';
import type { KnowledgeConfig } from '../../models/knowledge.ts';
import type { Question } from '../../source.ts';
import type { Host } from '../host.ts';
import { rewrite } from './rewrite.ts';
import { search, type Searched } from './search.ts';
import { toQuery } from './to-query.ts';

/** What a model used that rewrote the question. */
export type Used = Extract<ChatEvent, { readonly type: 'usage' }>;

export interface Searching {
  readonly find: () => Promise<Searched>;
  /** So far. */
  readonly used: readonly Used[];
}

/**
 * Searches for a question at once: what else is read before a model is asked is read meanwhile. Only a question that a model rewrites first waits
 * until it is wanted, since that costs, and a budget is asked before.
 */
export function beginSearch(question: Question, knowledge: KnowledgeConfig, host: Host): Searching {
  const { turns } = question.chat;
  const { rewriteWith } = knowledge;
  const query = toQuery(turns);
  const used: Used[] = [];
  const isAlone = turns.filter(({ role }) => role === 'user').length === 1;
  if (rewriteWith === undefined || isAlone || query === '') {
    const searching = search(query, knowledge, question, host);
    // It may fail before anybody waits for it.
    searching.catch(() => undefined);
    return { find: () => searching, used };
  }
  return {
    async find() {
      const asking = { models: host.models, model: host.modelOf(rewriteWith) };
      const rewritten = await rewrite(question, asking, (usage) => used.push({ ...usage, isBeside: true }));
      return search(rewritten ?? query, knowledge, question, host);
    },
    used,
  };
}
