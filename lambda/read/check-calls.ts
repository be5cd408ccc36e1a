import type { Turn } from '../chat/chat-request.ts';
import { invalid, printable } from './invalid.ts';

/** Every call has its result in the turn that follows, and every result its call: Bedrock accepts no other, and does not say which. */
export function checkCalls(turns: readonly Turn[], field: string): void {
  /** Names of the calls without a result, by id. */
  const open = new Map<string, string>();
  for (const [index, { role, content }] of turns.entries()) {
    if (role === 'assistant' && turns[index - 1]?.role === 'user') checkAnswered(open, field);
    for (const part of content) {
      if (part.kind === 'tool-use' && (role === 'user' || open.has(part.id))) {
        const problem =
          role === 'user' ? 'is in a message of the user: only the assistant calls tools' : 'is made twice';
        throw invalid(field, `the call ${printable(part.id)} ${problem}`);
      }
      if (part.kind === 'tool-use') open.set(part.id, part.name);
      if (part.kind === 'tool-result' && role === 'assistant') {
        throw invalid(
          field,
          `the result for the call ${printable(part.id)} is in a message of the assistant: send it as the user`,
        );
      }
      if (part.kind === 'tool-result' && !open.delete(part.id)) {
        throw invalid(field, `a result for the call ${printable(part.id)} has no such call in the turn before it`);
      }
    }
  }
  checkAnswered(open, field);
}

function checkAnswered(open: ReadonlyMap<string, string>, field: string): void {
  const [first] = open;
  if (!first) return;
  const [id, name] = first.map(printable);
  throw invalid(field, `the call ${id} of the tool ${name} has no result: send one in the turn after it`);
}
