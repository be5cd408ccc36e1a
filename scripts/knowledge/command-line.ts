import { readOptions } from '../read-options.ts';
import { readWhere, type Where, whereOptions } from '../stage/where.ts';

/** What to do, and where: a deployment by its URL or stack, or the local stage. */
export interface CommandLine {
  readonly command: Command;
  readonly where: Where;
}

export type Command =
  | { readonly verb: 'sync'; readonly name: string | undefined; readonly folder: string | undefined }
  | { readonly verb: 'list'; readonly name: string | undefined }
  /** The first of what is given may be a name: that shows only when the names are known. */
  | { readonly verb: 'remove'; readonly given: readonly string[]; readonly isAll: boolean }
  | { readonly verb: 'ask'; readonly name: string | undefined; readonly question: string; readonly key?: string }
  /** `ask --search` */
  | { readonly verb: 'search'; readonly name: string | undefined; readonly question: string };

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
      folder: { type: 'string' },
      all: { type: 'boolean', default: false },
      key: { type: 'string' },
      search: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const [verb, ...given] = positionals;
  const { folder, all: isAll, key, search: isSearch } = values;
  if (folder !== undefined && verb !== 'sync') throw new Error('--folder is for sync');
  if (isAll && verb !== 'remove') throw new Error('--all is for remove');
  if (key !== undefined && verb !== 'ask') throw new Error('--key is for ask');
  if (isSearch && verb !== 'ask') throw new Error('--search is for ask');
  const where = readWhere(values, variables);
  switch (verb) {
    case 'sync':
      return { where, command: { verb, name: toOnlyName(given), folder } };
    case 'list':
      return { where, command: { verb, name: toOnlyName(given) } };
    case 'remove':
      if (given.length === 0 && !isAll) throw new Error(needsPaths);
      return { where, command: { verb, given, isAll } };
    case 'ask':
      if (isSearch) return { where, command: { verb: 'search', ...toQuestion(given) } };
      return { where, command: { verb, ...toQuestion(given), ...toKey(key ?? variables['RIVULET_KEY']) } };
    default:
      throw new Error(
        `${verb ?? 'no command'}: allowed are sync, list, remove and ask. npm run knowledge -- --help says more`,
      );
  }
}

export const needsPaths =
  'remove needs the path of a document as list shows it, such as guides/start.md; guides/ for all in it; or --all';

function toOnlyName([name, ...more]: readonly string[]): string | undefined {
  if (more.length > 0) throw new Error(`${more.join(' ')}: one name at a time`);
  return name;
}

function toQuestion(given: readonly string[]): { readonly name: string | undefined; readonly question: string } {
  const [first, second, ...more] = given;
  if (more.length > 0) throw new Error('put the question in quotation marks');
  const question = second ?? first;
  if (question === undefined || question.trim() === '')
    throw new Error('ask needs a question in quotation marks: npm run knowledge -- ask "How do budgets work?"');
  return { name: second === undefined ? undefined : first, question };
}

/** An empty variable is none. */
function toKey(key: string | undefined): { readonly key?: string } {
  return key === undefined || key === '' ? {} : { key };
}
