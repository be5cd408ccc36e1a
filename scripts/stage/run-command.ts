import { toWords } from './to-words.ts';
import type { Where } from './where.ts';

interface Program<T> {
  /** Undefined for help. */
  readonly read: (args: readonly string[], variables: Readonly<Record<string, string | undefined>>) => T | undefined;
  readonly helpText: string;
  readonly run: (commandLine: T) => Promise<void>;
}

/** What a program of the command line does from its start: it prints its help, or runs; what goes wrong is told in words, and as its exit code. */
export async function runCommand<T extends { readonly where: Where }>({
  read,
  helpText,
  run,
}: Program<T>): Promise<void> {
  let where: Where | undefined;
  try {
    const commandLine = read(process.argv.slice(2), process.env);
    if (!commandLine) return console.log(helpText);
    ({ where } = commandLine);
    await run(commandLine);
  } catch (error) {
    console.error(toWords(error, where));
    process.exitCode = 1;
  }
}
