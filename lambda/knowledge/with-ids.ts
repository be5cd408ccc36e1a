import type { KnowledgeConfig } from '../models/knowledge.ts';
import { recordOf, text } from '../read/shape.ts';

/**
 * The documents of the settings, with the ids of the knowledge bases that the stack made. Throws for one that has none, so that a broken deployment
 * fails at init and says why.
 * @param made `{"docs": "<id>"}`, as JSON
 */
export function withIds(
  named: Readonly<Record<string, KnowledgeConfig>>,
  made = '{}',
): ReadonlyMap<string, KnowledgeConfig> {
  const ids = new Map(Object.entries(recordOf(text)(JSON.parse(made), 'RIVULET_KNOWLEDGE')));
  const known = Object.entries(named).map(([name, knowledge]) => {
    const id = knowledge.id || ids.get(name);
    if (!id) throw new Error(`RIVULET_KNOWLEDGE has no id for ${name}: deploy the stack again`);
    return [name, { ...knowledge, id }] as const;
  });
  return new Map(known);
}
