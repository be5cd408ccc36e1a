import type { Usage } from './chat-event.ts';

/** All tokens of the prompt. Bedrock counts what was read from and written to the prompt cache separately; most clients do not. */
export function promptTokens({ input, cacheRead = 0, cacheWrite = 0 }: Usage): number {
  return input + cacheRead + cacheWrite;
}

/** What several calls of models used together. A count that none of them told is left out. */
export function addUsage(sum: Usage | undefined, more: Usage): Usage {
  if (!sum) return more;
  const cacheRead = plus(sum.cacheRead, more.cacheRead);
  const cacheWrite = plus(sum.cacheWrite, more.cacheWrite);
  const cacheWriteOneHour = plus(sum.cacheWriteOneHour, more.cacheWriteOneHour);
  return {
    input: sum.input + more.input,
    output: sum.output + more.output,
    total: sum.total + more.total,
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite }),
    ...(cacheWriteOneHour !== undefined && { cacheWriteOneHour }),
  };
}

function plus(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : one + (other ?? 0);
}
