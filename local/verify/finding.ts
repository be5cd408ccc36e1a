/** What was seen when an assumption was put to a deployment. */
export interface Finding {
  readonly isTrue: boolean;
  /** What came, for a person who wants to know why. */
  readonly seen: string;
}
