/** One thing that a client has to do. */
export interface Check {
  /** The model, and what has to happen with it. */
  readonly about: string;
  readonly seconds: number;
  /** What went wrong, if it did not pass. */
  readonly problem?: string;
}
