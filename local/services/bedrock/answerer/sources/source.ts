export interface Source {
  /** The number that it is cited by. */
  readonly n: number;
  readonly title: string;
  /** Where it is from, if the request says so. */
  readonly source?: string;
  readonly text: string;
}
