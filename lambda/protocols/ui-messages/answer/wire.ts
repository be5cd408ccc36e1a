import type { UIMessageChunk } from 'ai';
import type { Stop } from '../../../chat/stop.ts';

/** The metadata of a message: which model answers, at its start; the usage, at its end. */
export type Metadata =
  | { readonly model: string; readonly requestId: string; readonly conversationId?: string; readonly turn?: string }
  | {
      /** Its conversation does not have this answer. */
      readonly kept?: false;
      readonly usage?: {
        readonly inputTokens: number;
        readonly outputTokens: number;
        readonly totalTokens: number;
        readonly cachedInputTokens: number;
      };
    };

/** Our own parts, by the end of their names. */
type Data = {
  /** Nothing that this step said before it may stand. */
  readonly retraction: Required<Pick<Stop, 'guardrail'>>;
  /** Nothing was found in the documents; or they could not be searched. */
  readonly sources: { readonly found: 0; readonly unavailable?: true };
  /** The words before it are from this source. */
  readonly citation: { readonly sourceId: string };
};

/** The AI SDK's own chunk. */
export type StreamPart = UIMessageChunk<Metadata, Data>;
