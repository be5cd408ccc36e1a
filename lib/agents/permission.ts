/** What an agent's tools may do, and to what: named actions on named resources. */
export interface Permission {
  readonly actions: readonly string[];
  /** ARNs. */
  readonly resources: readonly string[];
}

/** Where the stack is. Each may be known only when it is deployed: write it into ARNs as it is. */
interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export type Grant = (place: Place) => readonly Permission[];

/** By agent. One that is missing needs nothing. */
export type Permissions = Readonly<Record<string, Grant>>;
