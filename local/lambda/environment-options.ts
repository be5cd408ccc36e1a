import type { Invocation } from './invocation.ts';
import type { LambdaLimits } from './limits.ts';

export interface EnvironmentOptions {
  readonly region: string;
  readonly limits: LambdaLimits;
  /** Beyond the template's variables: where Bedrock is and how to sign for it. */
  readonly extraVariables: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
  /** The process is gone, with the invocation it was promised but never given, if there is one. */
  readonly onExit: (undelivered?: Invocation) => void;
}
