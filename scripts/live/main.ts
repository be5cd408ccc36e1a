import { runCommand } from '../stage/run-command.ts';
import { helpText, readCommandLine } from './command-line.ts';
import { findLive } from './find-live.ts';
import { run } from './run.ts';

await runCommand({
  read: readCommandLine,
  helpText,
  async run({ command, where }) {
    for (const line of await run(command, await findLive(where))) console.log(line);
  },
});
