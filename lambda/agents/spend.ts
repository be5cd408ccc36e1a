import type { ChatEvent } from '../chat/chat-event.ts';
import type { ChatRequest } from '../chat/chat-request.ts';
import { promptTokens } from '../chat/usage.ts';
import { estimatePrompt, estimateWritten } from '../usage/estimate.ts';

/** What one step may use. */
interface StepSpend {
  /** How much it may write. */
  readonly maxTokens: number;
  readonly see: (event: ChatEvent) => void;
  /** Frees what it did not use. */
  readonly settle: () => void;
}

/** The tokens that an agent may still use for one answer. A budget has reserved them all, so that they must hold. */
export function openSpend(tokens: number) {
  /** Less all that steps which run now may use: agents beside it think at the same time. */
  let left = tokens;

  return {
    /** Holds the most that a step may use; undefined if its prompt alone is too much. */
    hold(chat: Pick<ChatRequest, 'system' | 'turns' | 'tools'>, wanted: number): StepSpend | undefined {
      const prompt = estimatePrompt(chat, undefined).tokens;
      const maxTokens = Math.min(wanted, left - prompt);
      if (maxTokens <= 0) return undefined;
      const held = prompt + maxTokens;
      left -= held;
      let told = 0;
      /** Of a step that does not tell what it used: it was cut, or its model tells nothing. */
      let untold = prompt;
      let writtenBytes = 0;
      return {
        maxTokens,
        see(event) {
          if ('text' in event) writtenBytes += Buffer.byteLength(event.text);
          if (event.type === 'tool-use-delta') writtenBytes += Buffer.byteLength(event.json);
          if (event.type !== 'usage') return;
          told += promptTokens(event.usage) + event.usage.output;
          untold = 0;
          writtenBytes = 0;
        },
        settle() {
          left += held - told - untold - estimateWritten(writtenBytes);
        },
      };
    },
  };
}
