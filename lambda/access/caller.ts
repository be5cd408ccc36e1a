/** Who asks, as API Gateway vouches for it: never what a client writes. */
export interface Caller {
  /** Stable, and never a secret: an API key's id is not the key. */
  readonly id: string;
  readonly kind: 'key' | 'anyone';
}

export const anyone: Caller = { id: 'anyone', kind: 'anyone' };
