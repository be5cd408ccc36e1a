import type { WayIn } from './way-in.ts';

/** Who asks, as API Gateway vouches for it: never what a client writes. */
export interface Caller {
  /** Stable, and never a secret: an API key's id is not the key, and that of a person or of an AWS identity is a hash. */
  readonly id: string;
  /** How it came in, or that nobody is known. */
  readonly kind: Exclude<WayIn, 'open'> | 'anyone';
  /** Its plan, by the name that the settings give it. */
  readonly plan: string;
}

/** Nobody whom API Gateway knows, and no plan yet. */
export const anyone: Caller = { id: 'anyone', kind: 'anyone', plan: '' };
