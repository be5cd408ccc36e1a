import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFunction } from '../../scripts/build.ts';
import { initBytes } from '../../scripts/init-bytes.ts';

let folder: string;
let metafile: Metafile;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rivulet-bundle-'));
  metafile = await buildFunction(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test('a cold start loads at most 320 kB of code, all protocols included', () => {
  expect(initBytes(metafile, 'index.mjs')).toBeLessThanOrEqual(320_000);
});

test('what is loaded late is there', async () => {
  const imports = [];
  for (const file of await readdir(folder)) {
    const code = await readFile(path.join(folder, file), 'utf8');
    for (const [, name = ''] of code.matchAll(/(?:from|import)\s*\(?\s*"\.\/([^"]+)"/g)) imports.push(name);
  }
  expect(imports).toContain('nested-client-sts.mjs');
  expect(imports.filter((name) => !existsSync(path.join(folder, name)))).toEqual([]);
});
