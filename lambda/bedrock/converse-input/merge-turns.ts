import type { Turn } from '../../chat/chat-request.ts';
import type { Content } from '../../chat/content.ts';

/** Converse wants roles to alternate: turns of the same role in a row become one. */
export function mergeTurns(turns: readonly Turn[]): Turn[] {
  const merged: (Turn & { readonly content: Content[] })[] = [];
  for (const { role, content } of turns) {
    const last = merged.at(-1);
    // Added in place: to copy what is there for each turn would take quadratic time.
    if (last?.role === role) for (const part of content) last.content.push(part);
    else merged.push({ role, content: [...content] });
  }
  return merged;
}
