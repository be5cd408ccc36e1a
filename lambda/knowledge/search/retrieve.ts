import type { Caller } from '../../access/caller.ts';
import { fieldOf } from '../../chat/as-failure.ts';
import type { KnowledgeConfig } from '../../models/knowledge.ts';
import type { Call } from './call.ts';
import { type Passage, toPassage } from './passage.ts';
import { toFilter } from './to-filter.ts';

/** The passages of a knowledge base that fit a query, best first. One that two documents have is found once. */
export async function retrieve(
  call: Call,
  knowledge: KnowledgeConfig,
  { query, caller, signal }: { readonly query: string; readonly caller: Caller; readonly signal: AbortSignal },
): Promise<readonly Passage[]> {
  const { id, passages: numberOfResults, leastScore, links } = knowledge;
  const filter = toFilter(knowledge, caller);
  const body = {
    retrievalQuery: { text: query },
    retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults, ...(filter && { filter }) } },
  };
  const results = fieldOf(await call(`/knowledgebases/${id}/retrieve`, body, signal), 'retrievalResults');
  const found = (Array.isArray(results) ? results : []).flatMap((result) => toPassage(result, links) ?? []);
  const unique = found.filter(({ text }, at) => found.findIndex((other) => other.text === text) === at);
  return unique.filter(({ score }) => score >= leastScore).slice(0, numberOfResults);
}
