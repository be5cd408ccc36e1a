import type { Invocation } from './invocation.ts';
import type { LambdaLimits } from './limits.ts';

export interface EnvironmentOptions {
  readonly region: string;
  readonly limits: LambdaLimits;
  /** In addition to the template's variables: the address of Bedrock and the credentials for it. */
  readonly extraVariables: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
  /** The process has ended. `undelivered` was assigned to it but never delivered, if there is one. */
  readonly onExit: (undelivered?: Invocation) => void;
}
