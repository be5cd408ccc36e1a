/** What a client asks, in Rivulet's own words: every protocol parses into it, `to-converse-input.ts` reads it. */
export interface ChatRequest {
  /** An alias or a Bedrock id from the settings; the default model when left out. */
  readonly model?: string;
  readonly system?: string;
  /** The first and the last turn are the user's. */
  readonly turns: readonly Turn[];
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stopSequences?: readonly string[];
}

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: readonly Content[];
}

/** One piece of a turn. */
export type Content = { readonly kind: 'text'; readonly text: string };
