import type { Caller } from '../../access/caller.ts';
import type { Filter, KnowledgeConfig } from '../../models/knowledge.ts';

/** The attribute of a document that says whose it is, and its value for one that is everybody's. */
const attribute = 'caller';
const everyone = 'everyone';

/** What a search is narrowed to: by the settings, and to what its caller may see. Nothing of it is the request's. */
export function toFilter({ filter, isPerCaller }: KnowledgeConfig, { id, kind }: Caller): Filter | undefined {
  if (!isPerCaller) return filter;
  const own = { in: { key: attribute, value: kind === 'anyone' ? [everyone] : [everyone, id] } };
  return filter ? { andAll: [filter, own] } : own;
}
