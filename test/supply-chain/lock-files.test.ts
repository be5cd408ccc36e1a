import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../docs/markdown.ts';

// What is installed is what the lock files say, byte for byte, and none of it runs when it is installed.

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  /** It comes inside of another package, whose hash covers it. */
  readonly inBundle?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const clients = 'test/clients/packages';
const folders = [
  '.',
  'bench',
  ...readdirSync(path.join(projectFolder, clients)).map((name) => `${clients}/${name}`),
].filter((folder) => existsSync(path.join(projectFolder, folder, 'package.json')));
const read = (folder: string, file: string) => readFileSync(path.join(projectFolder, folder, file), 'utf8');

function lockedIn(folder: string): [name: string, locked: Locked][] {
  const lock: { lockfileVersion: number; packages: Record<string, Locked> } = JSON.parse(
    read(folder, 'package-lock.json'),
  );
  expect(lock.lockfileVersion).toBe(3);
  return Object.entries(lock.packages).filter(([name]) => name !== '');
}

/** Those that would run a script when they are installed. They may be here: npm runs none (`ignore-scripts`). */
const scripted: Readonly<Record<string, readonly string[]>> = {
  '.': ['aws-lambda-ric', 'classic-level', 'esbuild'],
  'test/clients/packages/claude-code': ['@anthropic-ai/claude-code'],
  'test/clients/packages/cline': ['cline', 'protobufjs'],
  'test/clients/packages/libraries': ['tree-sitter'],
  'test/clients/packages/librechat': ['protobufjs', 'reova'],
  'test/clients/packages/opencode': ['opencode-ai'],
  'test/clients/packages/qwen-code': ['@qwen-code/audio-capture'],
};

describe.each(folders)('in %s', (folder) => {
  test('every package has a hash, or comes inside of one that has', () => {
    const locked = lockedIn(folder);
    expect(locked.length).toBeGreaterThan(0);
    const holders = locked.flatMap(([name, { integrity }]) => (integrity?.startsWith('sha512-') ? `${name}/` : []));
    const bare = locked.filter(([name, { integrity = '', inBundle = false }]) =>
      inBundle ? !holders.some((holder) => name.startsWith(holder)) : !/^sha512-[\w+/]{86}==$/.test(integrity),
    );
    expect(bare.map(([name]) => name)).toEqual([]);
  });

  test('none names an address to come from: all come from the one registry that npm is set to', () => {
    const strange = lockedIn(folder).filter(([, { resolved, link }]) => resolved !== undefined || link === true);
    expect(strange).toEqual([]);
  });

  test('what is asked for is one version each, and no range, tag, folder or address', () => {
    const {
      dependencies,
      devDependencies,
      optionalDependencies,
    }: Record<string, Record<string, string>> = JSON.parse(read(folder, 'package.json'));
    const asked = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(([, version]) => !/^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('those with a script for the install are known', () => {
    const names = lockedIn(folder).flatMap(([name, { hasInstallScript }]) =>
      hasInstallScript === true ? (name.split('node_modules/').at(-1) ?? '') : [],
    );
    const known = new Map(Object.entries(scripted)).get(folder) ?? [];
    expect(names.toSorted()).toEqual([...known]);
  });
});

test('npm runs no script of a package that it installs', () => {
  expect(read('.', '.npmrc')).toContain('ignore-scripts=true');
  expect(read('bench', '.npmrc')).toContain('ignore-scripts=true');
  expect(read('test/clients/run', 'install.ts')).toContain("'--ignore-scripts'");
});

test('CI installs what the lock file says', () => {
  expect(read('.ci', 'run')).toMatch(/^npm ci$/m);
});
