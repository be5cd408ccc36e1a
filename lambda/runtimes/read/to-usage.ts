import { fieldOf } from '../../chat/as-failure.ts';
import type { Said } from './said.ts';

/** Counts in Bedrock's names. Nothing where those of the input or of the output are missing. */
export function toUsage(usage: unknown): readonly Said[] {
  const input = countIn(usage, 'inputTokens');
  const output = countIn(usage, 'outputTokens');
  if (input === undefined || output === undefined) return [];
  const cacheRead = countIn(usage, 'cacheReadInputTokens');
  const cacheWrite = countIn(usage, 'cacheWriteInputTokens');
  const counted = {
    input,
    output,
    total: input + output + (cacheRead ?? 0) + (cacheWrite ?? 0),
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite }),
  };
  return [{ kind: 'usage', usage: counted }];
}

/** A number that is none would make a budget wrong for ever. */
export function countIn(usage: unknown, name: string): number | undefined {
  const count = fieldOf(usage, name);
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
