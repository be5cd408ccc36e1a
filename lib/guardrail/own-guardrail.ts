import { createHash } from 'node:crypto';
import { CfnGuardrail, CfnGuardrailVersion } from 'aws-cdk-lib/aws-bedrock';
import { Construct } from 'constructs';
import type { NewGuardrail } from '../settings/rows/parts/guardrail/new-guardrail.ts';
import { toPolicies } from './to-policies.ts';

export interface OwnGuardrailProps {
  readonly create: NewGuardrail;
  /** Unique in its account and region. */
  readonly name: string;
}

/**
 * A guardrail and a version of it. The function uses the version, so that a deployment that fails halfway changes nothing: a
 * version is a snapshot and never changes itself.
 */
export class OwnGuardrail extends Construct {
  readonly arn: string;
  readonly id: string;
  readonly version: string;

  constructor(scope: Construct, id: string, { create, name }: OwnGuardrailProps) {
    super(scope, id);
    const policies = toPolicies(create);
    const guardrail = new CfnGuardrail(this, 'Guardrail', { name, ...policies });
    // CloudFormation makes another version only when this one is replaced, and replaces it only for another description. It deletes
    // the old one at the end, when the function has the new one.
    const hash = createHash('sha256').update(JSON.stringify(policies)).digest('hex');
    const version = new CfnGuardrailVersion(this, 'Version', {
      guardrailIdentifier: guardrail.attrGuardrailId,
      description: `settings ${hash.slice(0, 16)}`,
    });
    this.arn = guardrail.attrGuardrailArn;
    this.id = guardrail.attrGuardrailId;
    this.version = version.attrVersion;
  }
}
