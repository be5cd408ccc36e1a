import { Aws, type Stack } from 'aws-cdk-lib';
import type { Config } from '../../lambda/config.ts';
import type { Settings } from '../settings/settings.ts';
import { OwnGuardrail } from './own-guardrail.ts';

/** What the function needs to be checked by a guardrail. */
export interface UsedGuardrail {
  readonly arn: string;
  /** What of it is known only when it is deployed. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The guardrail of the settings: one that exists, in the region where Bedrock is called, or one that this stack makes. */
export function toUsedGuardrail(stack: Stack, settings: Settings, service: string): UsedGuardrail | undefined {
  const { guardrail, bedrockRegion = stack.region } = settings;
  if (!guardrail) return undefined;
  if ('id' in guardrail) return { arn: toArn(guardrail.id, bedrockRegion), environment: {} };
  const { create, mode } = guardrail;
  const own = new OwnGuardrail(stack, 'Guardrail', { create, name: service });
  const config: Config['guardrail'] = {
    guardrailIdentifier: own.id,
    guardrailVersion: own.version,
    streamProcessingMode: mode,
  };
  return { arn: own.arn, environment: { RIVULET_GUARDRAIL: stack.toJsonString(config) } };
}

function toArn(id: string, region: string): string {
  return id.startsWith('arn:') ? id : `arn:${Aws.PARTITION}:bedrock:${region}:${Aws.ACCOUNT_ID}:guardrail/${id}`;
}
