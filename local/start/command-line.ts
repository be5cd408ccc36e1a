import { parseArgs } from 'node:util';
import type { BedrockChoice } from '../services/bedrock/choice.ts';

export interface CommandLine {
  readonly port: number;
  readonly isVerbose: boolean;
  readonly isHelp: boolean;
  readonly bedrock: BedrockChoice;
  /** A folder. */
  readonly data?: string;
  /** The values of secrets, by their names. */
  readonly secrets: ReadonlyMap<string, string>;
  /** CDK context, as for `cdk -c name=value`. */
  readonly context: Readonly<Record<string, string>>;
}

export const helpText = `Runs the API on this machine, from the template that would be deployed.

  npm start -- [options]

  --port N                the port, 0 for any free one; default 3000 (also: PORT=N npm start)
  --bedrock stand-in|aws  who answers: the local stand-in (default), or the real Bedrock with your
                          credentials, in the region that AWS's tools would use or -c bedrockRegion=…
                          Without this option, AWS_ENDPOINT_URL_BEDROCK_RUNTIME can name an endpoint.
  --data DIR              keep the items of the table (budgets, cancel) in this folder; without it
                          they are gone when the stage ends
  --secret NAME=VALUE     what the secret NAME of Secrets Manager is here, for agents with MCP
                          servers; may be repeated
  -c name=value           a setting, as with cdk; may be repeated
  --verbose               print API Gateway's access log too
  --help                  print this help`;

/** Throws an error that names the option, the value and what is allowed. */
export function readCommandLine(
  commandArguments: readonly string[],
  shell: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const { values } = parseArgs({
    args: [...commandArguments],
    options: {
      bedrock: { type: 'string' },
      data: { type: 'string' },
      context: { type: 'string', short: 'c', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
      port: { type: 'string' },
      secret: { type: 'string', multiple: true, default: [] },
      verbose: { type: 'boolean', default: false },
    },
  });
  return {
    port: values.port === undefined ? toPort(shell['PORT'] || '3000', 'PORT') : toPort(values.port, '--port'),
    isVerbose: values.verbose,
    isHelp: values.help,
    bedrock: toBedrockChoice(values.bedrock, shell['AWS_ENDPOINT_URL_BEDROCK_RUNTIME']),
    ...(values.data !== undefined && { data: values.data }),
    secrets: new Map(values.secret.map(toSecretEntry)),
    context: Object.fromEntries(values.context.map(toContextEntry)),
  };
}

function toPort(text: string, name: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`${name} is ${JSON.stringify(text)}: a port must be a number from 0 to 65535`);
}

function toBedrockChoice(choice: string | undefined, endpoint: string | undefined): BedrockChoice {
  if (choice === 'aws' || choice === 'stand-in') return choice;
  if (choice !== undefined) throw new Error(`--bedrock is ${JSON.stringify(choice)}: it must be stand-in or aws`);
  if (!endpoint) return 'stand-in';
  if (URL.canParse(endpoint)) return { url: endpoint };
  throw new Error(
    `AWS_ENDPOINT_URL_BEDROCK_RUNTIME is ${JSON.stringify(endpoint)}: it must be a URL such as http://127.0.0.1:8080`,
  );
}

function toContextEntry(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new Error(`-c ${text}: write a setting as name=value`);
}

/** The error does not repeat the option: it may be the value alone. */
function toSecretEntry(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new Error('--secret: write a secret as NAME=VALUE');
}
