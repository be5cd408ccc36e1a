import type { Feature } from '../chat/chat-request.ts';
import { Failure } from '../chat/failure.ts';
import type { Question } from '../source.ts';

/** What a name that answers from documents can't be asked, if a question has it. All else is up to the model that answers. */
export function refusalOf({ chat, model: { alias } }: Question): Failure | undefined {
  const refuse = (feature: Feature, why: string) =>
    new Failure('invalid-request', `${alias} answers from documents, and ${why}`, { feature });
  const last = chat.turns.findLast(({ role }) => role === 'user')?.content ?? [];
  if (chat.tools?.length || last.some(({ kind }) => kind === 'tool-result'))
    return refuse('tools', 'calls no tools: leave them out, or choose a model or an agent');
  if (last.some(({ kind }) => kind === 'search-result'))
    return refuse('searchResults', 'searches by itself: leave yours out, or choose a model');
  return undefined;
}
