import { parseArgs } from 'node:util';
import type { Target } from './target.ts';

export const helpText = `Tests on a deployment whether what the local stage assumes about AWS is true. It costs about a thousand tokens and sends 20 MB.

  npm run verify -- URL [KEY]

  URL     from the stack's outputs: https://….amazonaws.com/dev/, or your own domain
  KEY     the API key, or an access token where people sign in; leave it out if access is open
  --help  print this help

It prints one line for each assumption: confirmed, refuted or not tested. The exit code is 1 if one is refuted, 2 if nothing
could be tested.`;

/** Undefined when --help is given. Throws an error that says what is wrong with the arguments and what is allowed. */
export function readTarget(commandArguments: readonly string[]): Target | undefined {
  const { positionals, values } = parseArgs({
    args: [...commandArguments],
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  });
  if (values.help) return undefined;
  const [url, apiKey, ...more] = positionals;
  if (url === undefined) throw new Error(`URL is missing: ${whichUrl}`);
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Error(`URL is ${JSON.stringify(url)}: ${whichUrl}`);
  }
  if (more.length > 0) throw new Error(`${positionals.length} arguments: pass only the URL and the key`);
  return { url: url.endsWith('/') ? url : `${url}/`, apiKey };
}

const whichUrl = "pass the URL from the stack's outputs, such as https://….amazonaws.com/dev/";
