import type { ChatEvent, ToldTurn } from '../chat/chat-event.ts';
import type { ChatRequest } from '../chat/chat-request.ts';
import type { Failure } from '../chat/failure.ts';
import type { Config, StaticConfig } from '../config.ts';
import type { TurnWish } from '../asked-turn.ts';
import type { Embedding } from '../embedding.ts';
import type { Features } from '../features.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Reply, TextReply } from '../http/respond.ts';
import type { Names } from '../models/names.ts';
import type { Model } from '../models/resolve-model.ts';
import type { Ignored } from '../read/ignored.ts';
import type { Operation, Question } from '../source.ts';
import type { Clock } from '../time/clock.ts';

/** One method and path of the API, below the stage. The CDK stack, the function's router and the tests all read these. */
export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Parts may be parameters: `/v1/models/{model}`. */
  readonly path: `/${string}`;
  /** Whether a deployment has it: for the routes of a feature that can be off. Left out, every deployment has it. */
  readonly isOffered?: (config: StaticConfig) => boolean;
}

/** One wire protocol: everything a client of that protocol can see. */
export interface Protocol {
  readonly name: string;
  readonly routes: readonly Route[];
  /** The header its clients carry the key in; in `authorization` it is a bearer token. `either` costs a call for each request. */
  readonly keyHeader: 'x-api-key' | 'authorization' | 'either';
  /** The request headers its clients send beyond the CORS-safelisted ones; preflight answers allow them. */
  readonly requestHeaders: readonly string[];
  /**
   * What the client asks. Throws a `Failure` that names the field. Code that few requests need is imported here, when one
   * needs it.
   */
  parse(incoming: Incoming, config: ParseConfig): Asked | Promise<Asked>;
  /** A failure before the first byte: its true status and this protocol's error body. */
  refuse(failure: Failure, incoming: Incoming): TextReply;
}

export type ParseConfig = Names &
  Pick<Config, 'maxTurns' | 'defaultPrompt' | 'plans' | 'conversations' | 'commitAfterMs' | 'heartbeatMs'>;

/** A question for a model, or an action that asks none. */
type Asked =
  | AskedModel
  | { readonly operation: 'act'; readonly act: (features: Features, clock: Clock) => Reply | Promise<Reply> };

/** A question for a model, with the format that its answer is wanted in. */
export interface AskedModel {
  readonly operation: Operation;
  readonly chat: ChatRequest;
  /** Of `embed`. */
  readonly embedding?: Embedding;
  readonly format: Format;
  /** The chat that it belongs to, where a client has an id of its own for it. */
  readonly chatId?: string;
  /** Which turn of a conversation it is, as far as its body says. */
  readonly turn?: TurnWish | undefined;
  /** Fields that this protocol does not know and left out; the client is told in a header. */
  readonly ignored?: Ignored;
}

/** How an answer is written. */
export interface Format {
  /** What the log calls it. */
  readonly name: string;
  /** `Content-Type` of the answer; text is always UTF-8. */
  readonly mediaType: string;
  /**
   * Whether `silence` events become bytes. A format without a heartbeat is refused before the endpoint's idle limit
   * cuts it without a word.
   */
  readonly hasHeartbeat: boolean;
  /** Headers of its own, besides the common ones. */
  readonly headers?: (incoming: Incoming) => Readonly<Record<string, string>>;
  /**
   * Chat events to text, one whole frame per yield. It repairs nothing. A failure before the first yield is thrown by
   * `events`, or by the encoder itself, and refused; after it, the `failure` event is the last one it has to write. So each
   * format decides by itself how long it stays refusable: SSE until its first frame, plain text until its first word,
   * buffered JSON until the end.
   */
  encode(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncIterable<string>;
}

/** What an encoder knows of the answer besides its events: also of one that was kept, and is told again. */
export interface AnswerContext {
  readonly incoming: Pick<Incoming, 'requestId' | 'epochMs'>;
  /** What was really asked, after clamping. */
  readonly question: {
    readonly chat: Pick<
      Question['chat'],
      'maxTokens' | 'temperature' | 'topP' | 'serviceTier' | 'stopSequences' | 'tools'
    >;
    readonly model: Pick<Model, 'alias'>;
  };
  /** Which turn it is, of one that was kept: it may not have begun yet. */
  readonly turn?: ToldTurn;
  /** When it ended, in ms since 1970, if that was before. */
  readonly endedMs?: number | undefined;
}
