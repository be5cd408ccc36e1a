import { helpText, readOptions, type LoadOptions } from './options.ts';
import { printResult } from './print.ts';
import { runLoad } from './run.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(helpText);
  else await load(options);
} catch (error) {
  console.error(`The load test did not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function load(options: LoadOptions): Promise<void> {
  const everyTenth = Math.ceil(options.requests / 10);
  const result = await runLoad(options, (done) => {
    if (done % everyTenth === 0) console.error(`${done} of ${options.requests}`);
  });
  printResult(options, result);
  const { lost, misreported } = result;
  if (lost + misreported === 0) return;
  console.error(`\n${lost} lost, ${misreported} misreported`);
  process.exitCode = 1;
}
