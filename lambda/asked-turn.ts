import type { Turn as Message } from './chat/chat-request.ts';

/** A conversation of a caller's. */
export interface Place {
  readonly caller: string;
  readonly conversation: string;
}

export type TurnPlace = Place & { readonly turn: string };

/** The turn that a request wants to go on after, and the field that says so; `none`: it begins anew. */
export type AskedParent = 'none' | { readonly id: string; readonly field: string };

/** What a request's body says of its conversation. */
export interface TurnWish {
  /** Left out, the one that a header names. */
  readonly conversation?: string | undefined;
  /** Whether it must be there already. Else it begins with this turn. */
  readonly isKnown?: boolean;
  readonly parent?: AskedParent | undefined;
  /** Whether what came before is not in the request, and wanted. Then the field that has what is new. */
  readonly isRecalled?: boolean;
  readonly field?: string;
  /** What becomes of the conversation's system prompt. Left out, it has none. */
  readonly system?: 'kept' | 'cleared';
  /** Whether it is kept though nothing names a conversation; `false`: it is not kept even then. */
  readonly isStored?: boolean;
  /** What the answer echoes of its request, as JSON. */
  readonly echo?: string;
}

/** Which turn of which conversation a question is. */
export interface AskedTurn {
  readonly place: TurnPlace;
  /** Whether the conversation must be there already. */
  readonly isKnown: boolean;
  /** Whether lists show the conversation. One that was made for an idempotency key alone is not shown. */
  readonly isListed: boolean;
  /** Whether it is kept, or only what came before is wanted. */
  readonly isKept: boolean;
  readonly parent: AskedParent | undefined;
  /** Whether what came before is read and put before the question. Else the request has it all. */
  readonly isRecalled: boolean;
  /** The field of what is new. */
  readonly field: string;
  /** What is new in the question. */
  readonly asked: readonly Message[];
  /** What becomes of the conversation's system prompt: it is kept and used, or not wanted any more; `none`: the protocol has it in each request. */
  readonly system: 'kept' | 'cleared' | 'none';
  readonly protocol: string;
  /** What the answer echoes of its request, as JSON. */
  readonly echo: string | undefined;
  /** Hashes: of the idempotency key, and of the request that must be the same. */
  readonly key: { readonly hash: string; readonly fingerprint: string } | undefined;
}
