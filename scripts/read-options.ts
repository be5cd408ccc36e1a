import { parseArgs, type ParseArgsConfig } from 'node:util';

/** `parseArgs`, which tells an unknown option what is allowed. */
export function readOptions<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!isUnknownOption(error)) throw error;
    const [, option = 'that'] = /'(-[^']*)'/.exec(error.message) ?? [];
    const names = Object.keys(config.options ?? {}).map((name) => `--${name}`);
    throw new Error(`${option} is no option here: allowed are ${list.format(names)}`, { cause: error });
  }
}

const list = new Intl.ListFormat('en-GB');

function isUnknownOption(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
}
