import type { Turn } from '../../chat/chat-request.ts';

/** What was asked since the last answer. */
export function newTurns(turns: readonly Turn[]): readonly Turn[] {
  return turns.slice(turns.findLastIndex(({ role }) => role === 'assistant') + 1);
}
