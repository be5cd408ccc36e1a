import type { UIMessageChunk } from 'ai';

/** The metadata of a message: which model answers, at its start; the usage, at its end. */
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
