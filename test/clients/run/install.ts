import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../../scripts/build-options.ts';
import { packagesFolder } from './packages-folder.ts';

/** Not in test/, where every tool that reads the project's files would read all of these, too. */
const installFolder = path.join(root, 'dist/clients');

/** Where a package's clients are, or why they could not be installed. */
export type Installed = { readonly folder: string } | { readonly reason: string };

/** Copies the packages, and lets npm install one of them, unless it is there already: the mark is its lockfile. */
export async function install(name: string): Promise<Installed> {
  await cp(packagesFolder, installFolder, { recursive: true });
  const folder = path.join(installFolder, name);
  const lock = await readFile(path.join(folder, 'package-lock.json'), 'utf8');
  const mark = path.join(folder, 'node_modules/.installed');
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === lock) return { folder };
  try {
    // Not ci: a lockfile lacks the packages for other platforms that its writer's registry did not have, and ci refuses that.
    await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1'], {
      cwd: folder,
    });
  } catch (error) {
    return { reason: `it could not be installed: ${toReason(error)}` };
  }
  await writeFile(mark, lock);
  return { folder };
}

function toReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').find((line) => /^npm error (?!code |syscall |errno )./.test(line)) ?? text;
}
