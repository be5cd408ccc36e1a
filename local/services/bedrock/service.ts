import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { startBedrock } from './server.ts';
import { localCredentials } from './wire/signature.ts';

/** The stand-in, the real Bedrock with the caller's credentials, or any endpoint that speaks its API. */
export type BedrockChoice = 'stand-in' | 'aws' | { readonly url: string };

export interface BedrockAccess {
  /** What the function must know to reach Bedrock and sign for it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export interface BedrockAccessOptions {
  readonly choice: BedrockChoice;
  /** The environment the stage was started in; only 'aws' and an endpoint of one's own read it. */
  readonly shell: Readonly<Record<string, string | undefined>>;
  /** Whose documentation the stand-in quotes. */
  readonly projectFolder: string;
}

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

/** With one of these set, the caller means to sign as themselves. */
const signingVariables = ['AWS_ACCESS_KEY_ID', 'AWS_BEARER_TOKEN_BEDROCK', 'AWS_PROFILE'] as const;

export async function openBedrock({ choice, shell, projectFolder }: BedrockAccessOptions): Promise<BedrockAccess> {
  if (choice === 'stand-in') {
    const { url, close } = await startBedrock({ projectFolder });
    return { variables: { ...toVariables(localCredentials), AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url }, close };
  }
  if (choice === 'aws') {
    checkCredentials(shell);
    return { variables: pick(shell, credentialVariables), close: closeNothing };
  }
  const given = pick(shell, credentialVariables);
  // An endpoint that doesn't look at signatures still gets signed requests: the SDK sends no others.
  const credentials = signingVariables.some((name) => name in given) ? given : toVariables(localCredentials);
  return { variables: { ...credentials, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: choice.url }, close: closeNothing };
}

/** Without them every request would fail one by one, in the words of a broken deployment. */
function checkCredentials(shell: BedrockAccessOptions['shell']): void {
  const { HOME = '' } = shell;
  const hasProfiles = ['config', 'credentials'].some((file) => existsSync(path.join(HOME, '.aws', file)));
  if (hasProfiles || signingVariables.some((name) => shell[name])) return;
  throw new Error(
    `--bedrock aws needs AWS credentials: set one of ${signingVariables.join(', ')}, or run aws configure`,
  );
}

async function closeNothing(): Promise<void> {
  // The endpoint is someone else's.
}

function toVariables(credentials: typeof localCredentials): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey };
}

function pick(
  shell: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const given = new Map(Object.entries(shell));
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
