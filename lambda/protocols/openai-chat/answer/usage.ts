import type { CompletionUsage } from 'openai/resources/completions';
import type { Usage } from '../../../chat/chat-event.ts';
import { promptTokens } from '../../../chat/usage.ts';

export function toOpenaiUsage(usage: Usage): CompletionUsage {
  const { output, cacheRead = 0 } = usage;
  return {
    prompt_tokens: promptTokens(usage),
    completion_tokens: output,
    total_tokens: promptTokens(usage) + output,
    prompt_tokens_details: { cached_tokens: cacheRead },
  };
}
