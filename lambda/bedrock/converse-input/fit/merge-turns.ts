import type { Turn } from '../../../chat/chat-request.ts';
import type { Content } from '../../../chat/content.ts';

/**
 * Converse wants roles to alternate: turns of the same role in a row become one. Results come first in it, as Claude wants them;
 * clients may send what the user says next before them.
 */
export function mergeTurns(turns: readonly Turn[]): Turn[] {
  const merged: (Turn & { readonly content: Content[] })[] = [];
  for (const { role, content } of turns) {
    const last = merged.at(-1);
    // Added in place: to copy what is there for each turn would take quadratic time.
    if (last?.role === role) for (const part of content) last.content.push(part);
    else merged.push({ role, content: [...content] });
  }
  return merged.map(({ role, content }) => ({ role, content: resultsFirst(content) }));
}

/** A cache point stays behind what it stands on. */
function resultsFirst(content: readonly Content[]): readonly Content[] {
  const results: Content[] = [];
  const others: Content[] = [];
  let group = others;
  for (const part of content) {
    if (part.kind !== 'cache-point') group = part.kind === 'tool-result' ? results : others;
    group.push(part);
  }
  return results.length === 0 ? content : [...results, ...others];
}
