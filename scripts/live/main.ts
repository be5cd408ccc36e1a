import { toWords } from '../stage/to-words.ts';
import type { Where } from '../stage/where.ts';
import { helpText, readCommandLine } from './command-line.ts';
import { findLive } from './find-live.ts';
import { run } from './run.ts';

let where: Where | undefined;
try {
  const commandLine = readCommandLine(process.argv.slice(2), process.env);
  if (!commandLine) console.log(helpText);
  else {
    ({ where } = commandLine);
    for (const line of await run(commandLine.command, await findLive(where))) console.log(line);
  }
} catch (error) {
  console.error(toWords(error, where));
  process.exitCode = 1;
}
