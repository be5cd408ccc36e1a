import type { ToolUseBlock } from '@aws-sdk/client-bedrock-runtime';

/** Any JSON value, as the SDK types it. */
export type Json = NonNullable<ToolUseBlock['input']>;

/** What a client asks, in Rivulet's own words: every protocol parses into it, `to-converse-input.ts` reads it. */
export interface ChatRequest {
  /** An alias or a Bedrock id from the settings; the default model when left out. */
  readonly model?: string;
  readonly system?: string;
  /** The first and the last turn are the user's. */
  readonly turns: readonly Turn[];
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
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
export type Content =
  | TextContent
  | ImageContent
  | { readonly kind: 'tool-use'; readonly id: string; readonly name: string; readonly input: Json }
  | {
      readonly kind: 'tool-result';
      readonly id: string;
      readonly content: readonly (TextContent | ImageContent)[];
      readonly isError: boolean;
    };

export interface TextContent {
  readonly kind: 'text';
  readonly text: string;
}

export interface ImageContent {
  readonly kind: 'image';
  readonly format: ImageFormat;
  readonly bytes: Uint8Array;
}

/** What Converse takes. */
export const imageFormats = ['png', 'jpeg', 'gif', 'webp'] as const;
type ImageFormat = (typeof imageFormats)[number];

export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** A JSON schema of type object. */
  readonly inputSchema: Json;
}

/** Whether the model may call a tool, must call one, or must call this one. No tool at all is no `tools`. */
export type ToolChoice = 'auto' | 'any' | { readonly name: string };
