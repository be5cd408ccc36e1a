import type { Usage } from '../../chat/chat-event.ts';

export interface NativeUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
}

export function toNativeUsage({ input, output, total, cacheRead, cacheWrite }: Usage): NativeUsage {
  return {
    inputTokens: input,
    outputTokens: output,
    totalTokens: total,
    ...(cacheRead !== undefined && { cacheReadTokens: cacheRead }),
    ...(cacheWrite !== undefined && { cacheWriteTokens: cacheWrite }),
  };
}
