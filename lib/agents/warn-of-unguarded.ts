import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Settings } from '../settings/settings.ts';

/** A guardrail of Bedrock's checks what Bedrock's models are asked and say, and agents elsewhere ask others. */
export function warnOfUnguarded(scope: IConstruct, { guardrail, runtimes }: Settings): void {
  const names = Object.keys(runtimes);
  if (!guardrail || names.length === 0) return;
  Annotations.of(scope).addWarningV2(
    'rivulet:unguarded-runtimes',
    `The guardrail does not check what agents that run elsewhere are asked and say: ${names.join(', ')}. Give each one of its own where it runs`,
  );
}
