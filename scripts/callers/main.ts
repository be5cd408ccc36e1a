import { toWords } from '../stage/to-words.ts';
import { readCommandLine } from './command-line.ts';
import { findStage } from './find-stage.ts';
import { helpText } from './help-text.ts';
import { run } from './run.ts';

try {
  const commandLine = readCommandLine(process.argv.slice(2));
  if (!commandLine) console.log(helpText);
  else {
    const { out, about } = await run(commandLine.command, await findStage(commandLine.where));
    // The answer alone on standard output, for scripts: KEY=$(npm run --silent callers -- create anna)
    if (about.length > 0) console.error(about.join('\n'));
    if (out.length > 0) console.log(out.join('\n'));
  }
} catch (error) {
  console.error(toWords(error));
  process.exitCode = 1;
}
