import { parseArgs } from 'node:util';
import { toContextEntry, toProxyEntry, toRuntimeEntry, toSecretEntry } from './entries.ts';
import type { AskedBedrock } from '../services/bedrock/choice.ts';

type Shell = Readonly<Record<string, string | undefined>>;

export interface CommandLine {
  readonly port: number;
  readonly isVerbose: boolean;
  readonly isHelp: boolean;
  readonly bedrock: AskedBedrock;
  /** A folder. */
  readonly data?: string;
  /** A folder, too. */
  readonly files?: string;
  /** What stands for agents on AgentCore, by their names. */
  readonly runtimes: ReadonlyMap<string, string>;
  /** What stands for backends of one's own, by the paths of their proxies. */
  readonly proxies: ReadonlyMap<string, string>;
  /** The values of secrets, by their names. */
  readonly secrets: ReadonlyMap<string, string>;
  /** CDK context, as for `cdk -c name=value`. */
  readonly context: Readonly<Record<string, string>>;
}

export const helpText = `Runs the API on this machine, from the template that would be deployed.

  npm start -- [options]

  --port N                the port, 0 for any free one; default 3000 (also: PORT=N npm start)
  --bedrock WHO           who answers: stand-in (default); aws, the real Bedrock with your credentials,
                          in the region that AWS's tools would use or -c bedrockRegion=…; or the
                          address of a server that speaks OpenAI's Chat Completions, such as
                          http://127.0.0.1:11434/v1 for Ollama, with OPENAI_API_KEY if it wants a key.
                          Without this option, AWS_ENDPOINT_URL_BEDROCK_RUNTIME can name an endpoint.
  --model NAME            the model of that server that answers; needed if the server has several
  --data DIR              keep the items of the table (budgets, cancel) in this folder, and uploads of
                          files without --files; without it they are gone when the stage ends
  --files DIR             the folder whose files stand here for those of the setting files; uploads are
                          written into it
  --secret NAME=VALUE     what the secret NAME of Secrets Manager is here, for agents with MCP
                          servers and for proxies; may be repeated
  --runtime NAME=WHAT     what stands here for the agent NAME of the setting runtimes: an agent of
                          agents/index.ts, or the address of an app on this machine, such as
                          http://127.0.0.1:8080; may be repeated
  --proxy PATH=URL        what stands here for the backend at PATH of the setting proxies, such as
                          /strands=http://127.0.0.1:8080; may be repeated
  -c name=value           a setting, as with cdk; may be repeated
  --verbose               print API Gateway's access log too
  --help                  print this help`;

/** Throws an error that names the option, the value and what is allowed. */
export function readCommandLine(commandArguments: readonly string[], shell: Shell): CommandLine {
  const { values } = parseArgs({
    args: [...commandArguments],
    options: {
      bedrock: { type: 'string' },
      data: { type: 'string' },
      files: { type: 'string' },
      context: { type: 'string', short: 'c', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
      model: { type: 'string' },
      port: { type: 'string' },
      proxy: { type: 'string', multiple: true, default: [] },
      runtime: { type: 'string', multiple: true, default: [] },
      secret: { type: 'string', multiple: true, default: [] },
      verbose: { type: 'boolean', default: false },
    },
  });
  return {
    port: values.port === undefined ? toPort(shell['PORT'] || '3000', 'PORT') : toPort(values.port, '--port'),
    isVerbose: values.verbose,
    isHelp: values.help,
    bedrock: toBedrockChoice(values, shell),
    ...(values.data !== undefined && { data: values.data }),
    ...(values.files !== undefined && { files: toFolder(values.files) }),
    proxies: new Map(values.proxy.map(toProxyEntry)),
    runtimes: new Map(values.runtime.map(toRuntimeEntry)),
    secrets: new Map(values.secret.map(toSecretEntry)),
    context: Object.fromEntries(values.context.map(toContextEntry)),
  };
}

function toPort(text: string, name: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`${name} is ${JSON.stringify(text)}: a port must be a number from 0 to 65535`);
}

function toFolder(files: string): string {
  if (files !== '') return files;
  throw new Error('--files has no value: name a folder, such as docs');
}

interface BedrockOptions {
  readonly bedrock?: string;
  readonly model?: string;
}

function toBedrockChoice({ bedrock: choice, model }: BedrockOptions, shell: Shell): AskedBedrock {
  const { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoint, OPENAI_API_KEY: key } = shell;
  if (model === '') throw new Error('--model has no value: name a model, such as qwen3:8b');
  if (choice !== undefined && /^https?:/.test(choice) && URL.canParse(choice)) {
    return { server: toServer(choice), ...(model !== undefined && { model }), ...(key && { key: toKey(key) }) };
  }
  if (model !== undefined) throw new Error(`--model ${model}: say with --bedrock URL which server has it`);
  if (choice === 'aws' || choice === 'stand-in') return choice;
  if (choice !== undefined) {
    const allowed = 'stand-in, aws, or a URL such as http://127.0.0.1:11434/v1';
    throw new Error(`--bedrock is ${JSON.stringify(choice)}: it must be ${allowed}`);
  }
  if (!endpoint) return 'stand-in';
  if (URL.canParse(endpoint)) return { url: endpoint };
  throw new Error(
    `AWS_ENDPOINT_URL_BEDROCK_RUNTIME is ${JSON.stringify(endpoint)}: it must be a URL such as http://127.0.0.1:8080`,
  );
}

/** Neither error repeats the value, which may hold a key. */
function toServer(address: string): string {
  const { username, password, search, hash } = new URL(address);
  if (username || password) throw new Error('--bedrock: leave the key out of the URL: set OPENAI_API_KEY');
  if (search || hash) throw new Error('--bedrock: leave out what begins with ? or #: it takes the address alone');
  return address.replace(/\/+$/, '');
}

function toKey(key: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new Error('OPENAI_API_KEY has a character that no key can have, such as a space or a line break');
}
