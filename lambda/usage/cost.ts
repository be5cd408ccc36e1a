import type { Usage } from '../chat/chat-event.ts';
import type { Price } from '../models/price.ts';

/** What one call of a model costs, in thousand-millionths of a US dollar: a whole number. */
export function toNanoUsd(usage: Usage, price: Price): number {
  const { input, output, cacheRead = 0, cacheWrite = 0, cacheWriteOneHour = 0 } = usage;
  const { longPrompt } = price;
  const token = longPrompt && input + cacheRead + cacheWrite > longPrompt.above ? longPrompt : price;
  return (
    input * token.input +
    output * token.output +
    cacheRead * token.cacheRead +
    // The tokens that are kept for an hour are among those that are written.
    Math.max(0, cacheWrite - cacheWriteOneHour) * token.cacheWrite +
    cacheWriteOneHour * token.cacheWriteOneHour
  );
}
