import { Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Settings } from '../settings/settings.ts';

/**
 * Where the API is, with a slash at the end: at its domain, or where AWS puts it. The stage by its name and not by reference: what
 * the stage depends on can't depend on the stage.
 */
export function toApiUrl(api: RestApi, { domain, stage }: Pick<Settings, 'domain' | 'stage'>): string {
  if (domain) return `https://${domain.name}/`;
  const { region, urlSuffix } = Stack.of(api);
  return `https://${api.restApiId}.execute-api.${region}.${urlSuffix}/${stage}/`;
}
