import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { localCredentials } from '../sigv4/signature.ts';
import { isOwnModel } from './bedrock/choice.ts';
import type { StageSetup } from './service.ts';

type Variables = Readonly<Record<string, string>>;

/** Where the AWS SDK finds credentials. HOME leads to the profiles in ~/.aws. */
const credentialVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_CONFIG_FILE',
  'AWS_PROFILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'HOME',
  'USERPROFILE',
] as const;

/** If one of these is set, the caller wants to sign with their own credentials. */
const signingVariables = ['AWS_ACCESS_KEY_ID', 'AWS_BEARER_TOKEN_BEDROCK', 'AWS_PROFILE'] as const;

const localVariables: Variables = {
  AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
};

/**
 * The credentials that the functions sign with; in Lambda these are the role's. The local ones give no access to anything; they
 * are replaced only for a Bedrock outside the stage. Without any, the SDK would search on: on EC2 it would find the machine's.
 */
export function toCredentials({ bedrock, shell }: Pick<StageSetup, 'bedrock' | 'shell'>): Variables {
  if (bedrock === 'stand-in' || isOwnModel(bedrock)) return localVariables;
  const given = pickCredentials(shell);
  if (bedrock === 'aws') {
    checkCredentials(shell);
    return given;
  }
  // Even an endpoint that ignores signatures gets signed requests: the SDK sends no others.
  return signingVariables.some((name) => name in given) ? given : localVariables;
}

/** Without credentials, every single request would fail, with the error of a broken deployment. */
function checkCredentials(shell: StageSetup['shell']): void {
  const { HOME = '' } = shell;
  const hasProfiles = ['config', 'credentials'].some((file) => existsSync(path.join(HOME, '.aws', file)));
  if (hasProfiles || signingVariables.some((name) => shell[name])) return;
  throw new Error(
    `--bedrock aws needs AWS credentials: set one of ${signingVariables.join(', ')}, or run aws configure`,
  );
}

/** Whether the functions sign with the local ones: nobody here can check a signature of the shell's, which a Bedrock outside may need. */
export function isSignedHere(setup: Pick<StageSetup, 'bedrock' | 'shell'>): boolean {
  return toCredentials(setup)['AWS_ACCESS_KEY_ID'] === localCredentials.accessKeyId;
}

function pickCredentials(shell: StageSetup['shell']): Variables {
  const given = new Map(Object.entries(shell));
  return Object.fromEntries(
    credentialVariables.flatMap((name) => {
      const value = given.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
