import { readOptions } from '../read-options.ts';
import { readWhere, type Where, whereOptions } from '../stage/where.ts';
import { type LimitChange, limitOptions, readLimitOptions } from './budgets/limit-options.ts';
import { type DaysAsked, daysOptions, readDaysOptions } from './usage/days-options.ts';

/** What to do, and where: a deployment by its URL or stack, or the local stage. */
export interface CommandLine {
  readonly command: Command;
  readonly where: Where;
}

export type Command =
  | { readonly verb: 'create'; readonly name: string; readonly plan: string | undefined }
  | { readonly verb: 'list' }
  | { readonly verb: 'revoke'; readonly name: string }
  /** Also what is left, or only the days that are asked for. */
  | { readonly verb: 'usage'; readonly who: Who; readonly days?: DaysAsked }
  | { readonly verb: 'usage'; readonly who: 'all'; readonly days: DaysAsked }
  | { readonly verb: 'limit'; readonly who: Who; readonly changes: readonly LimitChange[] };

/** By the name or id of a key, or by the id that GET /me and the log show. */
export type Who = { readonly name: string } | { readonly caller: string };

/** Undefined for help. Throws an error that says what is allowed. */
export function readCommandLine(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = {},
): CommandLine | undefined {
  const { values, positionals } = readOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      ...whereOptions,
      plan: { type: 'string' },
      caller: { type: 'string' },
      ...limitOptions,
      ...daysOptions,
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { plan, caller } = values;
  const where = readWhere(values, variables);
  const [verb, name, ...more] = positionals;
  if (more.length > 0) throw new Error(`${more.join(' ')}: one name at a time`);
  const { all } = values;
  const given = { name, plan, caller, all, changes: readLimitOptions(values), days: readDaysOptions(values) };
  return { command: toCommand(verb, given), where };
}

interface Given {
  readonly name: string | undefined;
  readonly plan: string | undefined;
  readonly caller: string | undefined;
  readonly all: boolean;
  readonly changes: readonly LimitChange[];
  readonly days: DaysAsked | undefined;
}

function toCommand(verb: string | undefined, given: Given): Command {
  const { name, plan, caller, changes } = given;
  if (plan !== undefined && verb !== 'create')
    throw new Error('--plan is for create: to change a plan, create a new key');
  if (caller !== undefined && verb !== 'usage' && verb !== 'limit') throw new Error('--caller is for usage and limit');
  if (changes.length > 0 && verb !== 'limit')
    throw new Error('--day-tokens, --day-usd, --month-tokens and --month-usd are for limit');
  if ((given.all || given.days) && verb !== 'usage') throw new Error('--from, --to, --all and --csv are for usage');
  switch (verb) {
    case 'list':
      return { verb };
    case 'create':
      return { verb, name: toName(name, verb), plan };
    case 'revoke':
      return { verb, name: toName(name, verb) };
    case 'usage':
      return toUsage(given);
    case 'limit':
      return { verb, who: toWho(name, caller, verb), changes };
    default:
      throw new Error(
        `${verb ?? 'no command'}: allowed are create, list, usage, limit and revoke. npm run callers -- --help says more`,
      );
  }
}

function toUsage({ name, caller, all, days }: Given): Command {
  const verb = 'usage';
  if (!all) return { verb, who: toWho(name, caller, `${verb} without --all`), ...(days && { days }) };
  if (name !== undefined || caller !== undefined) throw new Error('send a name, --caller or --all: only one of them');
  return { verb, who: 'all', days: days ?? { isCsv: false } };
}

function toWho(name: string | undefined, caller: string | undefined, verb: string): Who {
  if (caller === undefined) return { name: toName(name, verb) };
  if (name !== undefined) throw new Error('send a name or --caller, not both');
  if (/^\w{1,64}$/.test(caller)) return { caller };
  throw new Error('--caller needs the id that GET /me and the log show: 1 to 64 letters and digits');
}

function toName(name: string | undefined, verb: string): string {
  if (name === undefined || !/^[\w.@ -]{1,64}$/.test(name)) {
    throw new Error(`${verb} needs a name: 1 to 64 letters, digits, spaces and _.@-`);
  }
  return name;
}
