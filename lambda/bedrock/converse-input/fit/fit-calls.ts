import type { Turn } from '../../../chat/chat-request.ts';
import type { Content } from '../../../chat/content.ts';

const isId = /^[\w.:-]{1,64}$/;

/**
 * Ids of earlier calls as Converse takes them: letters, digits and `_.:-`, at most 64, each once (API reference,
 * ToolUseBlock). Other APIs' ids are longer, and some models count anew in each answer.
 */
export function fitCalls(turns: readonly Turn[]): Turn[] {
  const given = new Set<string>();
  /** Of the calls that wait for their results. */
  const fitted = new Map<string, string>();
  let count = 0;
  const nextFree = (): string => {
    do count += 1;
    while (given.has(`call_${count}`));
    return `call_${count}`;
  };
  const fit = (id: string): string => {
    const unique = isId.test(id) && !given.has(id) ? id : nextFree();
    given.add(unique);
    fitted.set(id, unique);
    return unique;
  };
  const toFit = (part: Content): Content => {
    if (part.kind === 'tool-use') return { ...part, id: fit(part.id) };
    return part.kind === 'tool-result' ? { ...part, id: fitted.get(part.id) ?? part.id } : part;
  };
  return turns.map(({ role, content }) => ({ role, content: content.map(toFit) }));
}
