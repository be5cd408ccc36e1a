import type { Usage } from './chat-event.ts';

/** All tokens of the prompt. Bedrock counts what was read from and written to the prompt cache separately; most clients do not. */
export function promptTokens({ input, cacheRead = 0, cacheWrite = 0 }: Usage): number {
  return input + cacheRead + cacheWrite;
}
