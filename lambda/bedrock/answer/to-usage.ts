import type { TokenUsage } from '@aws-sdk/client-bedrock-runtime';
import type { Usage } from '../../chat/chat-event.ts';

/** Bedrock's token counts in our words. Undefined if it does not report the tokens of the input or of the output. */
export function toUsage(usage: TokenUsage): Usage | undefined {
  const oneHour = usage.cacheDetails?.find(({ ttl }) => ttl === '1h');
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  return {
    input: inputTokens,
    output: outputTokens,
    total: usage.totalTokens ?? inputTokens + outputTokens,
    ...(usage.cacheReadInputTokens !== undefined && { cacheRead: usage.cacheReadInputTokens }),
    ...(usage.cacheWriteInputTokens !== undefined && { cacheWrite: usage.cacheWriteInputTokens }),
    ...(oneHour?.inputTokens !== undefined && { cacheWriteOneHour: oneHour.inputTokens }),
  };
}
