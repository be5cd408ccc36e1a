import type { Turn } from '../../chat/chat-request.ts';
import { invalid } from '../../read/invalid.ts';

/** Where the client wrote its first and its last turn. */
interface TurnFields {
  readonly first: string;
  readonly last: string;
  /** Whose the last turn may be, where tools answer in turns of their own. */
  readonly answered?: string;
}

/** A conversation begins with a user and ends with what the model is to answer: Converse takes no other. */
export function checkTurns(turns: readonly Turn[], { first, last, answered = 'the user’s' }: TurnFields): void {
  if (turns[0]?.role !== 'user') throw invalid(first, 'the first message must be the user’s');
  if (turns.at(-1)?.role !== 'user') throw invalid(last, `the last message must be ${answered}: the model answers it`);
}
