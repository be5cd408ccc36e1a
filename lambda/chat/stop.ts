/** How an answer stopped without a failure. Closed: a new kind does not compile until every protocol has its word. */
export type StopKind = 'finished' | 'stop-sequence' | 'tool-use' | 'length' | 'context-full' | 'filtered' | 'guardrail';

/** A protocol's word for each kind. */
export type StopWords<Word extends string = string> = Readonly<Record<StopKind, Word>>;

export interface Stop {
  readonly kind: StopKind;
  /** The source's own word, for the log. */
  readonly reason: string;
}

/** Whether the answer is all that the model had to say. */
export function isWhole(kind: StopKind): boolean {
  return kind === 'finished' || kind === 'stop-sequence' || kind === 'tool-use';
}
