import { liveNames, type LiveName } from '../../lib/live/live-settings.ts';
import { readOptions } from '../read-options.ts';
import { readWhere, type Where, whereOptions } from '../stage/where.ts';

export interface CommandLine {
  readonly command: Command;
  readonly where: Where;
}

export type Command =
  | { readonly verb: 'show' | 'diff' | 'history' }
  | { readonly verb: 'set'; readonly name: LiveName; readonly value: unknown }
  /** Left out: to the version before. 0 is what was deployed. */
  | { readonly verb: 'rollback'; readonly to: number | undefined };

export const helpText = `Changes names, plans, prices and the system prompt of a deployment with the setting live, without a deployment.

  npm run live -- show               what holds now, and since when
  npm run live -- set NAME VALUE     gives a setting another value: ${liveNames.join(', ')}.
                                     VALUE is JSON, as in cdk.json, or text. It is checked as in a deployment
  npm run live -- diff               what is not as it was deployed
  npm run live -- history            all versions: when, by whom, what
  npm run live -- rollback [N]       what held in version N, as a new version; 0 is what was deployed.
                                     Without N, the version before the one that holds

  --url URL      of the API, as cdk deploy or npm start prints it. Default: the variable URL if it is a local stage, else the local
                 stage on its usual port
  --stack NAME   the stack that has the API, in the region of your AWS profile
  --help         print this help`;

/** Undefined for help. Throws an error that says what is allowed. */
export function readCommandLine(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = {},
): CommandLine | undefined {
  const { values, positionals } = readOptions({
    args: [...args],
    allowPositionals: true,
    options: { ...whereOptions, help: { type: 'boolean', default: false } },
  });
  if (values.help) return undefined;
  return { command: toCommand(positionals), where: readWhere(values, variables) };
}

function toCommand([verb, ...given]: readonly string[]): Command {
  const [first, second] = given;
  const most = verb === 'set' ? 2 : verb === 'rollback' ? 1 : 0;
  if (given.length > most) throw new Error(`${given.slice(most).join(' ')}: too much for ${verb}. Quote JSON`);
  switch (verb) {
    case 'show':
    case 'diff':
    case 'history':
      return { verb };
    case 'set':
      return { verb, name: toName(first), value: toValue(second) };
    case 'rollback':
      return { verb, to: first === undefined ? undefined : toVersion(first) };
    default:
      throw new Error(
        `${verb ?? 'no command'}: allowed are show, set, diff, history and rollback. npm run live -- --help says more`,
      );
  }
}

function toName(text: string | undefined): LiveName {
  const name = liveNames.find((known) => known === text);
  if (name) return name;
  throw new Error(`set ${text ?? ''}: allowed are ${liveNames.join(', ')}. Others need a deployment`);
}

function toValue(text: string | undefined): unknown {
  if (text === undefined) throw new Error('set needs a value behind the name');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toVersion(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`rollback ${text}: write the number of a version, as history prints it`);
}
