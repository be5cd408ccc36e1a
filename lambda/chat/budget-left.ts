/** What a caller has left of its budget. Only what has a limit. */
export interface BudgetLeft {
  readonly day?: WindowLeft;
  readonly month?: WindowLeft;
}

export interface WindowLeft {
  /** When it begins again, as RFC 3339: 2026-11-28T00:00:00Z */
  readonly resetsAt: string;
  readonly tokens?: Left;
  /** US dollars. */
  readonly usd?: Left;
}

/** `limit = used + held + left`, but that what is left is never below 0. */
export interface Left {
  readonly limit: number;
  readonly used: number;
  /** By requests that still run: each gives back what it does not use. */
  readonly held: number;
  readonly left: number;
}
