import * as path from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';

type Shell = Readonly<Record<string, string | undefined>>;

export interface FoundRegion {
  readonly name: string;
  /** Where the name was found. */
  readonly from: string;
}

/** In the order of AWS's tools: docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html#envvars-list-AWS_REGION */
const variables = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/**
 * The region of the real Bedrock: the setting `bedrockRegion`, or otherwise what AWS's tools would find. Rejects when there
 * is none: a region that nobody chose may lack the models, or break legal requirements.
 */
export async function findRegion(setting: unknown, shell: Shell): Promise<FoundRegion> {
  if (typeof setting === 'string') return { name: setting, from: 'the setting bedrockRegion' };
  for (const variable of variables) {
    const name = shell[variable];
    if (name) return { name, from: variable };
  }
  const profile = shell['AWS_PROFILE'] || 'default';
  const name = await regionOf(profile, shell);
  if (name) return { name, from: `the profile ${profile}` };
  throw new Error(
    `--bedrock aws needs a region: set AWS_REGION or AWS_DEFAULT_REGION, add a region to the profile ${profile} ` +
      'with aws configure, or pass -c bedrockRegion=…',
  );
}

/** The credentials file comes first, as in AWS's own tools. */
async function regionOf(profile: string, shell: Shell): Promise<string | undefined> {
  const folder = path.join(shell['HOME'] ?? shell['USERPROFILE'] ?? '', '.aws');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    configFilepath: shell['AWS_CONFIG_FILE'] || path.join(folder, 'config'),
    filepath: shell['AWS_SHARED_CREDENTIALS_FILE'] || path.join(folder, 'credentials'),
    ignoreCache: true,
  });
  const profiles = [credentialsFile, configFile].map((file) => new Map(Object.entries(file)).get(profile));
  return profiles.map((each) => each?.['region']).find(Boolean);
}
