/** Who asks, as API Gateway vouches for it: never what a client writes. */
export interface Caller {
  /** Stable, and never a secret: an API key's id is not the key, and a person's is a hash. */
  readonly id: string;
  /** How it came in: with an API key, signed in with Cognito, or unknown. */
  readonly kind: 'key' | 'cognito' | 'anyone';
  /** Its plan, by the name that the settings give it. */
  readonly plan: string;
}

/** Nobody whom API Gateway knows, and no plan yet. */
export const anyone: Caller = { id: 'anyone', kind: 'anyone', plan: '' };
