import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildChat, entries } from '../../scripts/build.ts';
import { initBytes, loadedAtInit } from '../../scripts/init-bytes.ts';
import { stubbed } from '../../scripts/unused-sdk-plugin.ts';

let folder: string;
let metafile: Metafile;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rivulet-bundle-'));
  metafile = await buildChat(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test('a cold start loads at most 312 kB of code, all protocols included', () => {
  expect(initBytes(metafile, 'index.mjs')).toBeLessThanOrEqual(312_000);
});

test('fallbacks are loaded only where a model has some', () => {
  expect(loadedAtInit(metafile, 'index.mjs').filter((file) => file.startsWith('lambda/fallback/'))).toEqual([]);
  expect(Object.keys(metafile.inputs)).toContain('lambda/fallback/fallback.ts');
});

test('the table and what is kept in it are loaded only where the settings ask for it, budgets without cancel', () => {
  const features = /^lambda\/(table|budgets|cancel)\//;
  expect(loadedAtInit(metafile, 'index.mjs').filter((file) => features.test(file))).toEqual([]);
  const chunks = Object.values(metafile.outputs).map(({ inputs }) => Object.keys(inputs));
  const roomsOf = (files: readonly string[]) => new Set(files.flatMap((file) => features.exec(file)?.[1] ?? []));
  const mixed = chunks.filter((files) => roomsOf(files).size > 1);
  expect(mixed, 'none comes with another').toEqual([]);
  expect(roomsOf(chunks.flat())).toEqual(new Set(['table', 'budgets', 'cancel']));
});

test('the trace of a guardrail is read only where there is one', () => {
  expect(loadedAtInit(metafile, 'index.mjs')).not.toContain('lambda/bedrock/answer/read-guardrail.ts');
  expect(Object.keys(metafile.inputs)).toContain('lambda/bedrock/answer/read-guardrail.ts');
});

test('every file that Lambda calls is bundled, and the chat function carries nothing of an authorizer', async () => {
  const handlers = (await readdir('lambda/entries')).filter((file) =>
    /^export (const|async function) handler\b/m.test(readFileSync(path.join('lambda/entries', file), 'utf8')),
  );
  const bundled = Object.values(entries).map((file) => path.basename(file));
  // The page's function is built with the page.
  expect(handlers.toSorted()).toEqual([...bundled, 'web-page.ts'].toSorted());
  expect(Object.keys(metafile.inputs).filter((file) => /authorizer|node_modules\/jose/.test(file))).toEqual([]);
});

test('each stub stands for a file that the SDK has', async () => {
  const code = await readFile(path.join(folder, 'index.mjs'), 'utf8');
  const others = (await readdir(folder)).filter((file) => file.endsWith('.mjs'));
  const all = code + (await Promise.all(others.map((file) => readFile(path.join(folder, file), 'utf8')))).join('');
  for (const name of stubbed) expect(all).toContain(`leaves ${name} out`);
});

test('what is loaded on demand is there', async () => {
  const imports = [];
  for (const file of await readdir(folder)) {
    const code = await readFile(path.join(folder, file), 'utf8');
    for (const [, name = ''] of code.matchAll(/(?:from|import)\s*\(?\s*"\.\/([^"]+)"/g)) imports.push(name);
  }
  expect(imports).toContain('nested-client-sts.mjs');
  expect(imports.filter((name) => !existsSync(path.join(folder, name)))).toEqual([]);
});
