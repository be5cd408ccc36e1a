import type * as OpenAI from 'openai/resources/responses/responses';
import type { ErrorObject } from 'openai/resources/shared';
import type { Echo } from '../request/echo.ts';

// OpenAI's own types, and where an answer here differs from them.

/** None of what OpenAI's own tools leave in an answer. Every item has an id and a status here. */
export type OutputItem =
  | OpenAI.ResponseOutputMessage
  | (OpenAI.ResponseReasoningItem & { readonly status: ItemStatus })
  | OpenAI.ResponseFunctionToolCallItem
  | (OpenAI.ResponseCustomToolCall & { readonly status: ItemStatus });

export type ItemStatus = OpenAI.ResponseOutputMessage['status'];

export type Annotation = OpenAI.ResponseOutputText.FileCitation | OpenAI.ResponseOutputText.URLCitation;

/**
 * The SDK puts `output_text` together itself. The request's own fields are echoed as they were sent. `usage` is null until it is
 * known. `store` is a field that OpenAI's API sends and its type leaves out.
 */
export type Response = Omit<OpenAI.Response, 'output_text' | 'access_programs' | 'output' | 'usage' | keyof Echo> &
  Echo & {
    readonly output: readonly OutputItem[];
    readonly usage: OpenAI.ResponseUsage | null;
    readonly store: boolean;
    readonly frequency_penalty: 0;
    readonly presence_penalty: 0;
  };

type SdkEvent = OpenAI.ResponseStreamEvent;
type SdkStateEvent = Extract<SdkEvent, { readonly response: OpenAI.Response }>;
type SdkCallDone = OpenAI.ResponseFunctionCallArgumentsDoneEvent;

/** An event before it gets its number. */
type Unnumbered<Event> = Event extends SdkEvent ? Omit<Event, 'sequence_number'> : never;

/** The response as it is by now. */
export interface StateEvent {
  readonly type: SdkStateEvent['type'];
  readonly response: Response;
}

/** The events of an item. A call that is done has its name, as in OpenAI's Realtime API; this type leaves it out. */
export type ItemEvent =
  | Unnumbered<Exclude<SdkEvent, SdkStateEvent | SdkCallDone | OpenAI.ResponseErrorEvent>>
  | (Unnumbered<SdkCallDone> & { readonly name: string });

/** Which item an event is about. */
export type About = Pick<OpenAI.ResponseTextDeltaEvent, 'item_id' | 'output_index'>;

/** The error stands in the event, as OpenAI's does, and once more in a field, at which the SDK throws it. */
export type ErrorEvent = Unnumbered<OpenAI.ResponseErrorEvent> & { readonly error: ErrorObject };
