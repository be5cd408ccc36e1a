import { execSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const helpText = `Measures our bundle against seven peers and a floor (the least code that can do the job), each handler in its own process.
One run takes some minutes.
Installs the peers (npm ci --prefix bench) first. Writes bench/results.json, bench/RESULTS.md and bench/chart.svg.
A peer that crashes is named and left out. If our bundle or the floor crashes, the run ends: there is nothing to compare.

  npm run bench -- [options]

  --only agents  measure only what agents cost, in about two minutes, and print it: nothing is written
  --help         print this help`;

try {
  const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', default: false } } });
  if (values.help) console.log(helpText);
  else await bench(readOnly(values.only));
} catch (error) {
  console.error(`The bench did not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function readOnly(only: string | undefined): 'agents' | undefined {
  if (only === undefined || only === 'agents') return only;
  throw new Error(`--only ${only} is unknown; allowed: agents`);
}

async function bench(only: 'agents' | undefined): Promise<void> {
  for (const command of ['npm ci --prefix bench', 'tsc -p bench']) {
    execSync(command, { cwd: path.resolve(import.meta.dirname, '..'), stdio: 'inherit' });
  }
  // It imports what has just been installed.
  const { run } = await import('./run.ts');
  await run(only ? { only } : {});
}
