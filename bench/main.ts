import { execSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const helpText = `Measures our bundle beside seven peers and a floor, each handler in a process of its own, in one run of some minutes.
Installs the peers (npm ci --prefix bench) first. Writes bench/results.json, bench/RESULTS.md and bench/chart.svg.
A peer that crashes is named and left out; without ours or the floor there is nothing to compare, and the run ends.

  npm run bench -- [options]

  --help`;

try {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
  if (values.help) console.log(helpText);
  else await bench();
} catch (error) {
  console.error(`The bench did not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function bench(): Promise<void> {
  for (const command of ['npm ci --prefix bench', 'tsc -p bench']) {
    execSync(command, { cwd: path.resolve(import.meta.dirname, '..'), stdio: 'inherit' });
  }
  // It imports what has just been installed.
  const { run } = await import('./run.ts');
  await run();
}
