import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../build-options.ts';
import { bundledPackages } from '../shipped-packages.ts';
import { judge } from './judge.ts';

// Known vulnerabilities in what a deployment is made of: CI stops for one of high severity. Not every registry answers audits.

const lock: { readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> } = JSON.parse(
  readFileSync(path.join(root, 'package-lock.json'), 'utf8'),
);
const bundled = await bundledPackages();
const runs = new Set(Object.entries(lock.packages).flatMap(([folder, { dev }]) => (dev === true ? [] : folder)));

const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const verdict = judge(stdout, (folder) => bundled.has(folder) || runs.has(folder));

switch (verdict.kind) {
  case 'unanswered':
    console.log('npm audit: the registry answers no audits, so known vulnerabilities were not looked for');
    break;
  case 'passed':
  case 'vulnerable':
    console.log(['npm audit: what is known of the packages in package-lock.json', ...verdict.lines].join('\n  '));
    if (verdict.kind === 'vulnerable') {
      console.error('a deployment would have a vulnerability of high severity: update the package');
      process.exitCode = 1;
    }
}
