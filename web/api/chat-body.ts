/** The request body of the native protocol: docs/protocols.md. */
export interface ChatBody {
  readonly messages: readonly BodyMessage[];
  readonly model?: string;
  readonly system?: string;
  readonly reasoning?: 'medium';
  /** The turn that the question comes after, in a conversation that the server keeps; `none`: it is the first. */
  readonly parent?: string;
}

type BodyMessage =
  | { readonly role: 'user'; readonly content: readonly BodyPart[] }
  | { readonly role: 'assistant'; readonly content: string };

export type BodyPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'file'; readonly name: string; readonly data: string };
