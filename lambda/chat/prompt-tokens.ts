import type { Usage } from './chat-event.ts';

/** All tokens of the prompt. Bedrock keeps apart what the prompt cache gave and took; most clients do not. */
export function promptTokens({ input, cacheRead = 0, cacheWrite = 0 }: Usage): number {
  return input + cacheRead + cacheWrite;
}
