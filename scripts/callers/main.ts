import { toWords } from '../stage/to-words.ts';
import type { Where } from '../stage/where.ts';
import { readCommandLine } from './command-line.ts';
import { findStage } from './find-stage.ts';
import { helpText } from './help-text.ts';
import { run } from './run.ts';

let where: Where | undefined;
try {
  const commandLine = readCommandLine(process.argv.slice(2), process.env);
  if (!commandLine) console.log(helpText);
  else {
    ({ where } = commandLine);
    const { out, about } = await run(commandLine.command, await findStage(where));
    // The answer alone on standard output, for scripts: KEY=$(npm run --silent callers -- create anna)
    if (about.length > 0) console.error(about.join('\n'));
    if (out.length > 0) console.log(out.join('\n'));
  }
} catch (error) {
  console.error(toWords(error, where));
  process.exitCode = 1;
}
