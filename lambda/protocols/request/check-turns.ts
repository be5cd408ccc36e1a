import type { Turn } from '../../chat/chat-request.ts';
import { invalid } from '../../read/invalid.ts';
import { checkCalls } from '../../read/check-calls.ts';

interface Expected {
  /** What the client calls its list of messages. */
  readonly field: string;
  readonly maxTurns: number;
}

/** A conversation begins with a user, is not too long, and has a result for each call. */
export function checkTurns(turns: readonly Turn[], { field, maxTurns }: Expected): void {
  if (turns[0]?.role !== 'user') throw invalid(field, 'the first message must have the role user');
  const count = turns.filter(({ role }, index) => role !== turns[index - 1]?.role).length;
  if (count > maxTurns) {
    const rule = `must have at most ${maxTurns} turns, got ${count}`;
    throw invalid(field, `${rule}. Messages of one side in a row are one turn`);
  }
  checkCalls(turns, field);
}
