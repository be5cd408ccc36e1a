import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAgents } from '../../scripts/build-agents.ts';
import { buildChat } from '../../scripts/build.ts';
import { initBytes, loadedAtInit } from '../../scripts/init-bytes.ts';

let folder: string;
let chat: Metafile;
let agents: Awaited<ReturnType<typeof buildAgents>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rivulet-agents-bundle-'));
  [chat, agents] = await Promise.all([buildChat(folder), buildAgents(path.join(folder, 'agents'))]);
});
afterAll(() => rm(folder, { recursive: true }));

/** The sources that a bundle has code of. Those that it leaves out whole are read, too, but not here. */
function sourcesOf(...metafiles: readonly Metafile[]): readonly string[] {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
  return inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));
}

test('a cold start loads at most 1 kB more where there are agents', () => {
  expect(initBytes(agents.entry, 'index.mjs')).toBeLessThanOrEqual(1_000);
});

test('the agents are at most 700 kB of code, all that is loaded on demand included', () => {
  const outputs = [agents.entry, agents.lazy].flatMap((metafile) => Object.values(metafile.outputs));
  expect(outputs.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(700_000);
});

test('what speaks MCP is loaded by an agent that has a server, and not by others', () => {
  const client = 'node_modules/@modelcontextprotocol/sdk/dist/esm/client/index.js';
  const loaded = ['run-agent.mjs', 'assistant.mjs'].flatMap((entry) => loadedAtInit(agents.lazy, entry));
  expect(loaded).not.toContain(client);
  expect(sourcesOf(agents.lazy)).toContain(client);
});

test.each([
  ['a class that the function tells its failures by, which would be another', /^lambda\/chat\/(as-)?failure\.ts$/],
  ['a client of Bedrock’s or any other of the AWS SDK', /node_modules\/@aws-sdk\/|^lambda\/bedrock\//],
  ['what compiles a schema of a server’s own', /node_modules\/ajv(-formats)?\//],
  ['zod’s messages in other languages than English', /\/zod\/v\d\/locales\/(?!(en|index)\.)/],
])('the agents’ bundle has none of: %s', (_what, files) => {
  expect(sourcesOf(agents.entry, agents.lazy).filter((file) => files.test(file))).toEqual([]);
});

test('the function’s own bundle has nothing of agents, of Strands or of MCP', () => {
  const theirs = /^(lambda\/)?agents\/|node_modules\/(@strands-agents|@modelcontextprotocol)\//;
  expect(sourcesOf(agents.entry, agents.lazy).some((file) => theirs.test(file))).toBe(true);
  expect(sourcesOf(chat).filter((file) => theirs.test(file))).toEqual([]);
});

test('what is loaded on demand is there, the docs that the assistant searches among it', async () => {
  const files = await readdir(path.join(folder, 'agents'));
  const modules = files.filter((file) => file.endsWith('.mjs')).map((file) => path.join(folder, 'agents', file));
  const imported = [path.join(folder, 'index.mjs'), ...modules].flatMap((file) => {
    const code = readFileSync(file, 'utf8');
    const found = [...code.matchAll(/(?:from|import)\s*\(?\s*"(\.\/[^"]+\.mjs)"/g)];
    return found.map(([, name = '']) => path.join(path.dirname(file), name));
  });
  expect(imported).toContain(path.join(folder, 'agents/index.mjs'));
  expect(imported).toContain(path.join(folder, 'agents/run-agent.mjs'));
  expect(imported.filter((file) => !existsSync(file))).toEqual([]);
  expect(await readdir(path.join(folder, 'agents/docs'))).toContain('architecture.md');
});
