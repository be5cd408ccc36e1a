import type { TokenUsage } from '@aws-sdk/client-bedrock-runtime';
import type { Usage } from './chat-event.ts';

/** Bedrock's token counts in our words. */
export function toUsage(usage: TokenUsage): Usage {
  const oneHour = usage.cacheDetails?.find(({ ttl }) => ttl === '1h');
  const { inputTokens = 0, outputTokens = 0, totalTokens = inputTokens + outputTokens } = usage;
  return {
    input: inputTokens,
    output: outputTokens,
    total: totalTokens,
    ...(usage.cacheReadInputTokens !== undefined && { cacheRead: usage.cacheReadInputTokens }),
    ...(usage.cacheWriteInputTokens !== undefined && { cacheWrite: usage.cacheWriteInputTokens }),
    ...(oneHour?.inputTokens !== undefined && { cacheWriteOneHour: oneHour.inputTokens }),
  };
}
