import { helpText, readOptions, type FilesOptions } from './options.ts';
import { runFiles } from './run.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(helpText);
  else await measure(options);
} catch (error) {
  console.error(`The file was not read: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** Prints the row that docs/files.md has. */
async function measure(options: FilesOptions): Promise<void> {
  const { seconds, before, tenths } = await runFiles(options);
  const cells = [
    options.backend === 'lambda' ? 'function' : 'container',
    `${options.megabytes} MB`,
    `${seconds.toFixed(0)} s`,
    `${before.toFixed(0)} MB`,
    tenths.map((mb) => mb.toFixed(0)).join(' · '),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
