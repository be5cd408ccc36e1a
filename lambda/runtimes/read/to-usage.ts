import { fieldOf } from '../../chat/as-failure.ts';
import type { Usage } from '../../chat/chat-event.ts';
import type { Said } from './said.ts';

/** Counts in the names of Bedrock, of Strands and of AG-UI. Nothing where those of the input or of the output are missing, or both are none. */
export function toUsage(usage: unknown): readonly Said[] {
  const input = countIn(usage, 'inputTokens');
  const output = countIn(usage, 'outputTokens');
  if (input === undefined || output === undefined || input + output === 0) return [];
  const cacheRead = countIn(usage, 'cacheReadInputTokens');
  const cacheWrite = countIn(usage, 'cacheWriteInputTokens');
  const counted: Usage = {
    input,
    output,
    total: input + output + (cacheRead ?? 0) + (cacheWrite ?? 0),
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite }),
  };
  return [{ kind: 'usage', usage: counted }];
}

/** No call of a model has more. A number that is none, or far too large, would make a budget wrong until its window ends. */
const maxTokens = 20_000_000;

function countIn(usage: unknown, name: string): number | undefined {
  const count = fieldOf(usage, name);
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 && count <= maxTokens
    ? count
    : undefined;
}
