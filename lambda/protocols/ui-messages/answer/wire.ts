import type { UIMessageChunk } from 'ai';

/** What the page is told of a message: who answers at its start, what it used at its end. */
export type Metadata =
  | { readonly model: string; readonly requestId: string }
  | {
      readonly usage: {
        readonly inputTokens: number;
        readonly outputTokens: number;
        readonly totalTokens: number;
        readonly cachedInputTokens: number;
      };
    };

/** The AI SDK's own chunk. */
export type StreamPart = UIMessageChunk<Metadata>;
