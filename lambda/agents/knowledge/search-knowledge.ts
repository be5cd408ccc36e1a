/** A search of the deployment's documents as a tool, made with `searchKnowledge()`. */
export interface KnowledgeTool {
  readonly kind: 'knowledge';
  /** The name in the setting `knowledge`. */
  readonly knowledge: string;
  /** What the model calls it. */
  readonly tools: readonly [string];
  readonly description: string;
}

/**
 * Documents that an agent may search, by their name in the setting `knowledge`: as its caller may see them, and with what they cite.
 * @param description what there is to find, for the model
 */
export function searchKnowledge(knowledge: string, description = 'Searches the documents.'): KnowledgeTool {
  const name = `search_${knowledge.replaceAll('.', '_')}`;
  if (!/^[\w-]{8,64}$/.test(name))
    throw new Error(`searchKnowledge ${knowledge}: must be a name of the setting knowledge, of up to 57 characters`);
  return { kind: 'knowledge', knowledge, tools: [name], description };
}
