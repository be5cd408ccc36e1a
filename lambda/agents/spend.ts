import type { ChatEvent } from '../chat/chat-event.ts';
import type { ChatRequest } from '../chat/chat-request.ts';
import { promptTokens } from '../chat/usage.ts';
import { estimatePrompt, estimateWritten } from '../usage/estimate.ts';

/** The tokens that an agent may still use for one answer. A budget has reserved them all, so that they must hold. */
export function openSpend(tokens: number) {
  let left = tokens;
  let estimate = 0;
  let writtenBytes = 0;

  /** A step that did not tell what it used: it was cut, or its model tells nothing. */
  function settle(): void {
    left -= estimate + estimateWritten(writtenBytes);
    estimate = 0;
    writtenBytes = 0;
  }

  return {
    /** How much a step may write: 0 or less if its prompt alone is too much. */
    allow(chat: Pick<ChatRequest, 'system' | 'turns' | 'tools'>, maxTokens: number): number {
      settle();
      const prompt = estimatePrompt(chat, undefined).tokens;
      const allowed = Math.min(maxTokens, left - prompt);
      if (allowed > 0) estimate = prompt;
      return allowed;
    },
    see(event: ChatEvent): void {
      if ('text' in event) writtenBytes += Buffer.byteLength(event.text);
      if (event.type === 'tool-use-delta') writtenBytes += Buffer.byteLength(event.json);
      if (event.type !== 'usage') return;
      left -= promptTokens(event.usage) + event.usage.output;
      estimate = 0;
      writtenBytes = 0;
    },
  };
}
