/** The request body of the native protocol: docs/protocols.md. */
export interface ChatBody {
  readonly messages: readonly BodyMessage[];
  readonly model?: string;
  readonly system?: string;
  readonly reasoning?: 'medium';
}

type BodyMessage =
  | { readonly role: 'user'; readonly content: readonly BodyPart[] }
  | { readonly role: 'assistant'; readonly content: string };

export type BodyPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'file'; readonly name: string; readonly data: string };
