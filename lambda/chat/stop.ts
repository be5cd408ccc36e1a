/** How an answer stopped without a failure. Closed: a new kind does not compile until every protocol has its word. */
export type StopKind =
  | 'finished'
  | 'stop-sequence'
  | 'tool-use'
  | 'length'
  | 'context-full'
  | 'filtered'
  | 'guardrail'
  /** An agent used all its steps. */
  | 'max-steps';

/** A protocol's word for each kind. */
export type StopWords<Word extends string = string> = Readonly<Record<StopKind, Word>>;

export interface Stop {
  readonly kind: StopKind;
  /** The source's own word, for the log. */
  readonly reason: string;
  /** What the guardrail did. Left out where it did nothing, or did not say. */
  readonly guardrail?: readonly PolicyAction[] | undefined;
  /** Whether nothing that was said before may stand: words left before they were checked, and the check came too late. */
  readonly isRetraction?: true | undefined;
}

/** One policy of a guardrail, and what it did. All that is ever told of a guardrail's trace, which quotes what it found. */
export interface PolicyAction {
  readonly policy: 'content' | 'topic' | 'word' | 'pii' | 'grounding';
  /** `none`: it found something, and is set to do nothing about it. */
  readonly action: 'blocked' | 'masked' | 'none';
}

/** Whether the answer is all that the model had to say. */
export function isWhole(kind: StopKind): boolean {
  return kind === 'finished' || kind === 'stop-sequence' || kind === 'tool-use';
}
