import { randomBytes } from 'node:crypto';
import type { Resolver } from '../cloudformation/intrinsics.ts';
import type { Json, Template } from '../cloudformation/template.ts';
import { isRecord } from '../cloudformation/template.ts';

/** The values of the stack's own secrets, by their ARNs, new for each start: nothing outside of the stage knows them. */
export function makeSecrets({ Resources }: Template, resolver: Resolver): ReadonlyMap<string, string> {
  const own = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::SecretsManager::Secret');
  return new Map(own.map(([id]) => [resolver.physicalName(id), randomBytes(24).toString('hex')]));
}

/** As CloudFormation fills in dynamic references: {{resolve:secretsmanager:ARN:SecretString:::}} */
const reference = /\{\{resolve:secretsmanager:(.+?):SecretString:[^}]*\}\}/g;

/** Text, with the values of the stack's secrets in it. A reference to another secret stays as it is. */
export function fillInSecrets(value: Json, secrets: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return value.replaceAll(reference, (whole, arn: string) => secrets.get(arn) ?? whole);
  if (Array.isArray(value)) return value.map((item) => fillInSecrets(item, secrets));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillInSecrets(item, secrets)]));
}
