import type { Usage } from '../../../chat/chat-event.ts';

/** OpenAI counts what the prompt cache gave and took among the prompt's tokens; Bedrock keeps them apart. */
export function toOpenaiUsage({ input, output, cacheRead = 0, cacheWrite = 0 }: Usage): object {
  const promptTokens = input + cacheRead + cacheWrite;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: output,
    total_tokens: promptTokens + output,
    prompt_tokens_details: { cached_tokens: cacheRead },
  };
}
