import type { Call } from '../../../chat/chat-event.ts';

/** What an answer consists of. `status` is how far an item has come. */
export type OutputItem = MessageItem | ReasoningItem | FunctionCallItem;

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

interface MessageItem {
  readonly type: 'message';
  readonly id: string;
  readonly role: 'assistant';
  readonly status: ItemStatus;
  readonly content: readonly TextPart[];
}

export interface TextPart {
  readonly type: 'output_text';
  readonly text: string;
  readonly annotations: readonly object[];
  readonly logprobs: readonly never[];
}

interface ReasoningItem {
  readonly type: 'reasoning';
  readonly id: string;
  readonly status: ItemStatus;
  readonly summary: readonly { readonly type: 'summary_text'; readonly text: string }[];
  readonly encrypted_content: string | null;
}

interface FunctionCallItem {
  readonly type: 'function_call';
  readonly id: string;
  readonly call_id: string;
  readonly name: string;
  readonly arguments: string;
  readonly status: ItemStatus;
}

/** An item as it grows. */
export type Draft =
  | { readonly kind: 'text'; readonly id: string; text: string; readonly annotations: object[] }
  | { readonly kind: 'reasoning'; readonly id: string; text: string; signature: string; redacted?: Uint8Array }
  | { readonly kind: 'call'; readonly id: string; readonly call: Call; readonly text: string };
