import { readFileSync } from 'node:fs';
import { CloudFormationValidatePlugin } from 'aws-cdk-lib';

const content = readFileSync(new URL('./streaming.guard', import.meta.url), 'utf8');

/**
 * Makes synth fail on templates that would deploy badly or not at all, and that the checks of CDK and CloudFormation
 * (they run at the same time) let pass. Needs the context flag `@aws-cdk/core:validateAgainstDefaultRules`, which cdk.json sets.
 */
export class StreamingRules extends CloudFormationValidatePlugin {
  constructor() {
    super({ guardRules: [{ name: 'streaming', content }] });
  }

  // CDK types these as "maybe undefined" here and as "maybe absent" in the interface that plugins are added by.
  override get version(): string {
    return super.version ?? '';
  }

  override get ruleIds(): string[] {
    return super.ruleIds ?? [];
  }
}
