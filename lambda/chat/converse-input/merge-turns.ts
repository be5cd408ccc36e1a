import type { Turn } from '../chat-request.ts';

/** Converse wants roles to alternate: turns of the same role in a row become one. */
export function mergeTurns(turns: readonly Turn[]): Turn[] {
  const merged: Turn[] = [];
  for (const { role, content } of turns) {
    const last = merged.at(-1);
    if (last?.role === role) merged.splice(-1, 1, { role, content: [...last.content, ...content] });
    else merged.push({ role, content });
  }
  return merged;
}
