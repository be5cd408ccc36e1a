import type { Turn } from '../../chat/chat-request.ts';
import { invalid } from '../../read/invalid.ts';

/** Where the client wrote its first and its last turn. */
interface TurnFields {
  readonly first: string;
  readonly last: string;
  /** What the last turn must have or be, where tools answer in turns of their own. */
  readonly answered?: string;
}

/** A conversation begins with a user and ends with what the model should answer: Converse accepts no other. */
export function checkTurns(turns: readonly Turn[], { first, last, answered = 'the role user' }: TurnFields): void {
  if (turns[0]?.role !== 'user') throw invalid(first, 'the first message must have the role user');
  if (turns.at(-1)?.role !== 'user')
    throw invalid(last, `the last message must have ${answered}, because the model answers it`);
}
