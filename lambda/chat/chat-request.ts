import type { AttachmentFeature, CachePoint, Content, TextContent } from './content.ts';
import type { Json } from './json.ts';

/** What a client asks, in Rivulet's own words: every protocol parses into it, `converse-input/` reads it. */
export interface ChatRequest {
  /** An alias, another name or a Bedrock id from the settings; the default model when left out. */
  readonly model?: string;
  readonly system?: readonly (TextContent | CachePoint)[];
  /** The first turn is the user's, and as a rule the last one: the model goes on with one of its own, where it can. */
  readonly turns: readonly Turn[];
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  /** Whether an answer may call one tool at most. */
  readonly isSerial?: boolean;
  readonly outputFormat?: OutputFormat;
  readonly reasoning?: Reasoning;
  /** How much work the model puts into its answer. */
  readonly effort?: Effort;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly stopSequences?: readonly string[];
  readonly serviceTier?: ServiceTier;
  /** Goes into the account's own record of what its models were asked (Bedrock's model invocation logs). */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What a request may use besides text and not every model supports. Each protocol has its own name for it. */
export type Feature = Exclude<keyof ChatRequest, 'model' | 'turns'> | AttachmentFeature | 'prefill';

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: readonly Content[];
}

export interface Tool {
  readonly name: string;
  readonly description?: string;
  /** A JSON schema of type object. */
  readonly inputSchema: Json;
  /** Whether its input is text, as a client's API has it; Converse knows objects only (free-text.ts). */
  readonly isFreeText?: boolean;
  /** Whether the model is held to the schema, where it can be. */
  readonly isStrict?: boolean;
  /** The prompt up to and with this tool is worth keeping in the model's cache. */
  readonly cachePoint?: CachePoint;
}

/** Whether the model may call a tool, must call one, must not, or must call this one. */
export type ToolChoice = 'auto' | 'any' | 'none' | { readonly name: string };

/** The answer is a JSON object: any, or one that fits the schema. */
export interface OutputFormat {
  readonly name?: string;
  readonly description?: string;
  /** A JSON schema of type object. */
  readonly schema?: Json;
}

/** Whether the model thinks before it answers. Left out, the model's own default holds. */
export type Reasoning =
  | 'off'
  | {
      /** Tokens it may think for, out of those of the answer. */
      readonly budgetTokens?: number;
      /** Whether the client does not want to see the thinking, where a model can hide it. */
      readonly isHidden?: boolean;
      /** Whether the model itself decides if it thinks at all. */
      readonly isOptional?: boolean;
    };

/** Weakest first. */
export const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Effort = (typeof efforts)[number];

export type ServiceTier = 'default' | 'flex' | 'priority';
