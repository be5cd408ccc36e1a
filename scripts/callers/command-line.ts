import { parseArgs } from 'node:util';

/** What to do, and where: a deployment by its URL or stack, or the local stage. */
export interface CommandLine {
  readonly command: Command;
  readonly where: { readonly url: string } | { readonly stack: string };
}

export type Command =
  | { readonly verb: 'create'; readonly name: string; readonly plan: string | undefined }
  | { readonly verb: 'list' }
  | { readonly verb: 'usage' | 'revoke'; readonly name: string };

export const helpText = `Makes, lists and revokes the API keys of callers, without a deployment.

  npm run callers -- create NAME [--plan PLAN]   a new key; it is printed once, on standard output
  npm run callers -- list                        names, plans and whether they are revoked; never a key
  npm run callers -- usage NAME                  requests a day, of the last 30 days. NAME may be an id, here and below
  npm run callers -- revoke NAME                 its key is refused from now on

  --url URL      of the API, as cdk deploy prints it. Default: the local stage on its usual port
  --stack NAME   the stack that has the API, in the region of your AWS profile
  --plan PLAN    one of the setting plans. Default: the first
  --help         print this help`;

const localUrl = 'http://127.0.0.1:3000/dev/';

/** Undefined for help. Throws an error that says what is allowed. */
export function readCommandLine(args: readonly string[]): CommandLine | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      stack: { type: 'string' },
      plan: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { url, stack, plan } = values;
  if (url !== undefined && stack !== undefined) throw new Error('send --url or --stack, not both');
  const [verb, name, ...more] = positionals;
  if (more.length > 0) throw new Error(`${more.join(' ')}: one name at a time`);
  return { command: toCommand(verb, name, plan), where: stack === undefined ? { url: url ?? localUrl } : { stack } };
}

function toCommand(verb: string | undefined, name: string | undefined, plan: string | undefined): Command {
  if (plan !== undefined && verb !== 'create')
    throw new Error('--plan is for create: to change a plan, create a new key');
  switch (verb) {
    case 'list':
      return { verb };
    case 'create':
      return { verb, name: toName(name, verb), plan };
    case 'usage':
    case 'revoke':
      return { verb, name: toName(name, verb) };
    default:
      throw new Error(
        `${verb ?? 'no command'}: allowed are create, list, usage and revoke. npm run callers -- --help says more`,
      );
  }
}

function toName(name: string | undefined, verb: string): string {
  if (name === undefined || !/^[\w.@ -]{1,64}$/.test(name)) {
    throw new Error(`${verb} needs a name: 1 to 64 letters, digits, spaces and _.@-`);
  }
  return name;
}
