import type { Model } from '../../models/resolve-model.ts';
import type { Question } from '../../source.ts';

/** How the model names its sources: by Converse's own citations, by numbers in its text, or not at all. */
export type CitedBy = 'search-results' | 'numbers' | 'nothing';

/** Whoever may answer must be able to. An answer in JSON has no room for citations. */
export function toCitedBy({ model, chat }: Question, modelOf: (alias: string) => Model): CitedBy {
  if (chat.outputFormat) return 'nothing';
  const candidates = [model, ...model.fallbacks.map(modelOf)];
  return candidates.every(({ family }) => family.takes.includes('searchResults')) ? 'search-results' : 'numbers';
}
