/** What a command prints at its end, and whether something is amiss. */
export interface Outcome {
  readonly out: readonly string[];
  readonly isFailed: boolean;
}
