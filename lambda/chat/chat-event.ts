import type { BudgetLeft } from './budget-left.ts';
import type { Failure } from './failure.ts';
import type { Stop } from './stop.ts';

/**
 * What happens while a model answers, in Rivulet's own words. A normalized sequence is
 *
 *     message-start (sources | block-start delta* block-stop | usage)* call* usage? message-stop
 *
 * with `silence` anywhere, and cut anywhere by one `failure`, which is then the last event. `normalize.ts` normalizes every Bedrock stream; encoders rely on it and repair nothing.
 */
export type ChatEvent =
  | ({ readonly type: 'message-start' } & Told)
  /** What was found in documents, before the words that may cite it. */
  | ({ readonly type: 'sources' } & Found)
  | { readonly type: 'block-start'; readonly index: number; readonly block: Block }
  | { readonly type: 'text-delta'; readonly index: number; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly index: number; readonly text: string }
  /** What proves a thought, or stands for it: whole, at most one of each, last in its block. */
  | { readonly type: 'reasoning-signature'; readonly index: number; readonly signature: string }
  | { readonly type: 'reasoning-redacted'; readonly index: number; readonly data: Uint8Array }
  /** A call's input as it is written: nothing to run before its `call` comes. */
  | { readonly type: 'tool-use-delta'; readonly index: number; readonly json: string }
  | { readonly type: 'server-tool-delta'; readonly index: number; readonly json: string }
  /** Texts and JSON values. */
  | ({ readonly type: 'server-tool-result'; readonly index: number; readonly parts: readonly unknown[] } & Hidden)
  | { readonly type: 'citation'; readonly index: number; readonly citation: Citation }
  | { readonly type: 'block-stop'; readonly index: number }
  /** Of one call of one model, by its alias: an answer may ask several. `isBeside`: of one that wrote nothing of the answer. */
  | { readonly type: 'usage'; readonly model: string; readonly usage: Usage; readonly isBeside?: true }
  /** A call for the client to run, whole. Only an answer that stops for tools has any, and it has one at least. */
  | { readonly type: 'call'; readonly call: Call }
  | ({
      readonly type: 'message-stop';
      readonly stop: Stop;
      readonly budget?: BudgetLeft;
      readonly endedMs?: number;
    } & Unkept)
  | { readonly type: 'silence' }
  | ({
      readonly type: 'failure';
      readonly failure: Failure;
      /** What models used for an answer that has not begun: it counts as `usage` does. */
      readonly spent?: readonly { readonly model: string; readonly usage: Usage }[];
    } & Unkept);

/** Of an answer that belongs to a conversation and could not be kept in it, or of which that is not known: it is not a failed one. */
interface Unkept {
  readonly isUnkept?: true;
}

/** What is known of an answer when it starts, for its head. */
export interface Told {
  /** The alias of the model that answers. */
  readonly servedBy?: string;
  /** The aliases that were asked before it, each with the kind of its failure, for the log only. */
  readonly passedOver?: readonly string[];
  /** What wrappers tell in headers: what is left of the caller's budget while this answer holds its own part. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Which version of the names and plans holds, where they can change while the deployment runs. */
  readonly liveVersion?: number;
  /** Where it is kept, if it belongs to a conversation. */
  readonly turn?: ToldTurn | undefined;
  /** Whether it was given before, to a request with the same idempotency key, and cost nothing more. */
  readonly isReplay?: true | undefined;
}

/** A turn's place among those of its caller. */
export interface ToldTurn {
  readonly conversation: string;
  readonly id: string;
}

/** Whether a sequence is over with this event. */
export function isLast({ type }: ChatEvent): boolean {
  return type === 'message-stop' || type === 'failure';
}

export type Block =
  | { readonly kind: 'text' }
  | { readonly kind: 'reasoning' }
  /** A call for the client to run. */
  | { readonly kind: 'tool-use'; readonly id: string; readonly name: string }
  /** A call that Bedrock or an agent runs itself, and what came of it: never the client's business to run. */
  | ({ readonly kind: 'server-tool-use'; readonly id: string; readonly name: string } & Hidden)
  | ({ readonly kind: 'server-tool-result'; readonly id: string; readonly isError: boolean } & Hidden);

/** What an agent does not show its callers: it is kept with the conversation, since the next turn goes on from it, and no client is told. */
interface Hidden {
  readonly isHidden?: true;
}

export interface Call {
  /** Of its block. */
  readonly index: number;
  readonly id: string;
  readonly name: string;
  /** A JSON object, as the model wrote it. */
  readonly json: string;
}

/** What a search of the deployment's documents found. */
export interface Found {
  /** The numbers of an answer go on where it searches again. Empty: nothing fits the question. */
  readonly sources: readonly FoundSource[];
  /** Whether the documents could not be searched, and the answer comes without them. */
  readonly isUnavailable?: true;
}

/** A passage of a document, as clients may know it: never by its bucket or its key. */
export interface FoundSource {
  /** From 1. A citation of it has the location `search-result` with a `result` of one less. */
  readonly n: number;
  readonly title: string;
  /** Where people may read it, if the deployment says so. */
  readonly url?: string;
  /** How it begins. */
  readonly snippet: string;
  /** How well it fits the question: 0 to 1. */
  readonly score: number;
}

/** A source that the model cites for its last words. */
export interface Citation {
  readonly title?: string;
  readonly source?: string;
  readonly quotes: readonly string[];
  readonly location?: CitationLocation;
}

/** Documents and search results are counted from 0 in the order of the request; `end` is exclusive. */
export type CitationLocation =
  | {
      readonly unit: 'characters' | 'pages' | 'passages';
      readonly document: number;
      readonly start: number;
      readonly end: number;
    }
  | { readonly unit: 'search-result'; readonly result: number; readonly start: number; readonly end: number }
  | { readonly unit: 'web'; readonly url: string; readonly domain?: string };

/** Tokens. `input` leaves out what was read from and written to the prompt cache, as Bedrock counts. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly total: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  /** What of `cacheWrite` is kept for an hour. */
  readonly cacheWriteOneHour?: number;
}
