/** The result of checking an assumption against a deployment. */
export interface Finding {
  readonly isTrue: boolean;
  /** What was observed, for a person who wants to know why. */
  readonly seen: string;
}
