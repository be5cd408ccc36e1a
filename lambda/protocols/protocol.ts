import type { Operation } from '../bedrock/ask-bedrock.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { ChatRequest } from '../chat/chat-request.ts';
import type { Failure } from '../chat/failure.ts';
import type { Model } from '../models/resolve-model.ts';
import type { ConverseInput } from '../bedrock/converse-input/to-converse-input.ts';
import type { Config } from '../config.ts';
import type { Incoming } from '../http/receive.ts';
import type { Reply } from '../http/respond.ts';

/** One method and path of the API, below the stage. The CDK stack, the function's router and the tests all read these. */
interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
}

/** One wire protocol: everything a client of that protocol can see. */
export interface Protocol {
  readonly name: string;
  readonly routes: readonly Route[];
  /** The header its clients carry the key in; in `authorization` it is a bearer token. `either` costs a call for each request. */
  readonly keyHeader: 'x-api-key' | 'authorization' | 'either';
  /** The request headers its clients send beyond the CORS-safelisted ones; preflight answers allow them. */
  readonly requestHeaders: readonly string[];
  /** What the client asks. Throws a `Failure` that names the field. */
  parse(incoming: Incoming, config: ParseConfig): Ask;
  /** A failure before the first byte: its true status and this protocol's error body. */
  refuse(failure: Failure, incoming: Incoming): Reply;
}

export type ParseConfig = Pick<Config, 'maxMessages' | 'defaultPrompt' | 'models' | 'modelNames' | 'defaultModel'>;

/** A question for a model, with the form its answer is wanted in; or one that is answered without a model. */
type Ask =
  | { readonly operation: Operation; readonly chat: ChatRequest; readonly form: Form }
  | { readonly operation: 'reply'; readonly reply: Reply };

/** How an answer is written. */
export interface Form {
  /** What the log calls it. */
  readonly name: string;
  /** `Content-Type` of the answer; text is always UTF-8. */
  readonly mediaType: string;
  /**
   * Whether `silence` events become bytes. A form without a heartbeat is refused before the endpoint's idle limit
   * cuts it without a word.
   */
  readonly hasHeartbeat: boolean;
  /** Headers that its readers want beside the common ones. */
  readonly headers?: (incoming: Incoming) => Readonly<Record<string, string>>;
  /**
   * Chat events to text, one whole frame per yield. It repairs nothing. A failure before the first yield is thrown by
   * `events`, or by the encoder itself, and refused; after it, the `failure` event is the last one it has to write.
   */
  encode(events: AsyncIterable<ChatEvent>, context: AnswerContext): AsyncIterable<string>;
}

/** What an encoder may tell the client beside the events. */
export interface AnswerContext {
  readonly incoming: Incoming;
  readonly model: Model;
  /** What was really asked of Bedrock, after clamping. */
  readonly input: ConverseInput;
}
