import { runCommand } from '../stage/run-command.ts';
import { readCommandLine } from './command-line.ts';
import { findStage } from './find-stage.ts';
import { helpText } from './help-text.ts';
import { run } from './run.ts';

await runCommand({
  read: readCommandLine,
  helpText,
  async run({ command, where }) {
    const { out, about } = await run(command, await findStage(where));
    // The answer alone on standard output, for scripts: KEY=$(npm run --silent callers -- create anna)
    if (about.length > 0) console.error(about.join('\n'));
    if (out.length > 0) console.log(out.join('\n'));
  },
});
